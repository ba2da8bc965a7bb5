/* What the reader looks at: two cases, the point on the grid, filters, language. Kept in the address. */
(function (R) {
  "use strict";
  var listeners = [],
    START = { shown: "", beside: "", street: "", text: "", kinds: "", measure: "", sort: "" };

  R.state = Object.assign({}, START);

  R.onChange = function (listener) {
    listeners.push(listener);
  };

  /** Number of the case that is shown: the first what-if, where none is asked for. */
  R.shown = function () {
    var at = R.caseAt(R.state.shown);
    return at >= 0 ? at : R.plan.cases.length > 1 ? 1 : 0;
  };
  /** Number of the case it stands beside: the base, where none is asked for. */
  R.beside = function () {
    return Math.max(R.caseAt(R.state.beside), 0);
  };

  /** Changes some of the state, writes it to the address, tells every listener which parts changed. */
  R.change = function (parts) {
    var changed = Object.keys(parts).filter(function (key) {
      return (key === "lang" ? R.lang : R.state[key]) !== parts[key];
    });
    if (!changed.length) return;
    changed.forEach(function (key) {
      if (key === "lang") R.lang = parts.lang;
      else R.state[key] = parts[key];
    });
    write();
    listeners.forEach(function (listener) {
      listener(changed);
    });
  };

  function write() {
    var parts = ["lang=" + R.lang];
    Object.keys(START).forEach(function (key) {
      if (R.state[key]) parts.push(key + "=" + encodeURIComponent(R.state[key]));
    });
    var hash = "#" + parts.join("&");
    if (hash === location.hash) return;
    try {
      history.replaceState(null, "", hash);
    } catch (e) {
      location.hash = hash;
    }
  }

  function known(key, value) {
    if (key === "shown" || key === "beside") return R.caseAt(value) >= 0;
    if (key === "street") return R.plan.streets.indexOf(value) >= 0;
    return true;
  }

  /** Takes the state from the address; what is not known is left out. */
  R.readAddress = function () {
    var found = Object.assign({}, START);
    location.hash
      .slice(1)
      .split("&")
      .forEach(function (part) {
        var at = part.indexOf("="),
          key = part.slice(0, at),
          value = "";
        try {
          value = decodeURIComponent(part.slice(at + 1));
        } catch (e) {
          return;
        }
        if (at < 0 || !value) return;
        if (key === "lang" && (value === "zh" || value === "en")) found.lang = value;
        else if (key in found && known(key, value)) found[key] = value;
      });
    R.change(found);
  };

  /** Kinds of difference that the reader asks for; all but the unchanged where none is. */
  R.wantedKinds = function () {
    return R.state.kinds ? R.state.kinds.split(",") : [];
  };

  /** Differences of the two cases that street, search and, where wished, kinds leave. */
  R.chosen = function (ofKinds) {
    var words = R.state.text.toLowerCase().split(/\s+/).filter(Boolean),
      street = R.state.street ? R.plan.streets.indexOf(R.state.street) : -1,
      kinds = ofKinds ? R.wantedKinds() : [];
    return R.differences(R.beside(), R.shown()).filter(function (row) {
      var place = row.campaign.place;
      return (
        (street < 0 || place.street === street) &&
        (!kinds.length || kinds.indexOf(row.kind) >= 0) &&
        words.every(function (word) {
          return place.search.indexOf(word) >= 0;
        })
      );
    });
  };
})(Renewal);
