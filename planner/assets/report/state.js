/* What the reader looks at: language, filters, order of the table, the open estate. Kept in the address. */
(function (R) {
  "use strict";
  var listeners = [];

  R.state = { street: "", years: [], fund: "", text: "", sort: "", place: "" };

  R.onChange = function (listener) {
    listeners.push(listener);
  };

  /** Changes some of the state, writes it to the address, tells every listener which parts changed. */
  R.change = function (parts) {
    var changed = Object.keys(parts).filter(function (key) {
      var now = key === "lang" ? R.lang : R.state[key];
      return JSON.stringify(now) !== JSON.stringify(parts[key]);
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
    ["street", "fund", "text", "sort", "place"].forEach(function (key) {
      if (R.state[key]) parts.push(key + "=" + encodeURIComponent(R.state[key]));
    });
    if (R.state.years.length) parts.push("years=" + R.state.years.join(","));
    var hash = "#" + parts.join("&");
    if (hash !== location.hash) {
      try {
        history.replaceState(null, "", hash);
      } catch (e) {
        location.hash = hash;
      }
    }
  }

  function known(key, value) {
    if (key === "street") return R.plan.streets.indexOf(value) >= 0;
    if (key === "fund")
      return R.plan.funds.some(function (fund) {
        return fund.name === value;
      });
    if (key === "place")
      return R.plan.places.some(function (place) {
        return place.key === value;
      });
    return true;
  }

  /** Takes the state from the address; what is not known is left out. */
  R.readAddress = function () {
    var found = { street: "", years: [], fund: "", text: "", sort: "", place: "" };
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
        else if (key === "years")
          found.years = value.split(",").filter(function (year) {
            return /^(\d{4}|none)$/.test(year);
          });
        else if (key in found && known(key, value)) found[key] = value;
      });
    R.change(found);
  };
})(Renewal);
