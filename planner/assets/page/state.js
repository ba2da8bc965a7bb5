/* What the reader looks at: the language, and what else a page keeps. Kept in the address. */
(function (R) {
  "use strict";
  var listeners = [],
    start = {},
    known = {};

  R.state = {};

  /**
   * Says what a page keeps beside the language: each part with what it is where nothing is chosen (a text, or
   * a list of texts), and for some parts which texts may stand there.
   */
  R.keep = function (parts, may) {
    start = parts;
    known = may;
    R.state = Object.assign({}, parts);
  };

  /** Calls a listener after each change with the names that changed, and whether one of some did. */
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
    function has(keys) {
      return keys.some(function (key) {
        return changed.indexOf(key) >= 0;
      });
    }
    write();
    listeners.forEach(function (listener) {
      listener(changed, has);
    });
  };

  function write() {
    var parts = ["lang=" + R.lang];
    Object.keys(start).forEach(function (key) {
      var texts = [].concat(R.state[key]).filter(Boolean);
      if (texts.length) parts.push(key + "=" + texts.map(encodeURIComponent).join(","));
    });
    var hash = "#" + parts.join("&");
    if (hash === location.hash) return;
    try {
      history.replaceState(null, "", hash);
    } catch (e) {
      location.hash = hash;
    }
  }

  /** What an address says of a part, texts that cannot stand there left out; null where nothing is left. */
  function understood(key, said) {
    var list = Array.isArray(start[key]),
      texts;
    try {
      texts = (list ? said.split(",") : [said]).map(decodeURIComponent).filter(function (text) {
        return text && (!known[key] || known[key](text));
      });
    } catch (e) {
      return null;
    }
    return texts.length ? (list ? texts : texts[0]) : null;
  }

  /** Takes the state from the address; what is not known is left out. */
  R.readAddress = function () {
    var found = Object.assign({}, start);
    location.hash
      .slice(1)
      .split("&")
      .forEach(function (part) {
        var at = part.indexOf("="),
          key = part.slice(0, at),
          said = part.slice(at + 1);
        if (key === "lang" && (said === "zh" || said === "en")) found.lang = said;
        else if (Object.prototype.hasOwnProperty.call(start, key)) found[key] = understood(key, said) || start[key];
      });
    R.change(found);
  };
})(Renewal);
