/* Words and numbers: one speaker for the page, one formatter for each kind of number. */
var Renewal = window.Renewal || {};

(function (R) {
  "use strict";
  var zh = JSON.parse(document.getElementById("plan-words").textContent);

  R.plan = JSON.parse(document.getElementById("plan-data").textContent);
  R.lang = R.plan.lang;

  /** The text in the reader's language, its {places} filled from values and [one|many] agreeing with them. */
  R.t = function (text, values) {
    var spoken = R.lang === "zh" && zh[text] ? zh[text] : text;
    var one = false;
    if (!values) return spoken;
    return spoken.replace(/\{(\w+)\}|\[([^[\]{}|]+)\|([^[\]{}|]+)\]/g, function (whole, name, single, many) {
      if (!name) return one ? single : many;
      one = String(values[name]) === "1";
      return name in values ? values[name] : whole;
    });
  };

  /** What a word of the plan document is called, such as a state; the word itself where it has no name. */
  R.label = function (kind, word) {
    var named = R.plan.labels[kind];
    if (word && !(word in named) && word.slice(-1) === "s") word = word.slice(0, -1);
    return word in named ? R.t(named[word]) : word || "";
  };

  /** The text in the reader's language: of entry.zh and entry.en, or of entry[key] and entry[key + "_zh"]. */
  R.said = function (entry, key) {
    if (key === undefined) return entry[R.lang] || entry.en || entry.zh || "";
    return (R.lang === "zh" ? entry[key + "_zh"] || entry[key] : entry[key] || entry[key + "_zh"]) || "";
  };

  function grouped(number, places) {
    var text = Math.abs(number).toFixed(places).split(".");
    text[0] = text[0].replace(/\B(?=(\d{3})+$)/g, ",");
    var shown = text.join(".");
    return number < 0 && /[1-9]/.test(shown) ? "-" + shown : shown;
  }

  R.count = function (number) {
    return grouped(Math.round(number), 0);
  };
  R.decimal = function (number, places) {
    return grouped(number, places === undefined ? 2 : places);
  };
  /** Money in yuan as 万元 with two decimals. */
  R.wan = function (yuan) {
    return grouped(Math.round(yuan / 100) / 100, 2);
  };
  R.percent = function (share, places) {
    return grouped(share * 100, places === undefined ? 1 : places) + " %";
  };
  /** A number with three telling digits and never an exponent. */
  R.telling = function (number) {
    if (!number) return "0";
    var places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(number))));
    return grouped(number, Math.min(places, 12))
      .replace(/(\.\d*?)0+$/, "$1")
      .replace(/\.$/, "");
  };

  /** An element: tag, attributes (text, html parts as children), children. */
  R.make = function (tag, attributes, children) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (value === null || value === undefined || value === false) return;
      if (name === "text") element.textContent = value;
      else if (name.slice(0, 2) === "on") element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? "" : value);
    });
    (children || []).forEach(function (child) {
      if (child !== null && child !== undefined) {
        element.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
      }
    });
    return element;
  };

  R.fill = function (id, children) {
    var holder = typeof id === "string" ? document.getElementById(id) : id;
    holder.textContent = "";
    children.forEach(function (child) {
      if (child) holder.appendChild(child);
    });
    return holder;
  };

  /** Speaks every marked text of the page in the reader's language. */
  R.speak = function () {
    document.documentElement.lang = R.lang === "zh" ? "zh-CN" : "en";
    document.title = R.said(R.plan.name);
    document.querySelectorAll("[data-t]").forEach(function (e) {
      e.textContent = R.t(e.getAttribute("data-t"));
    });
    document.querySelectorAll("[data-t-label]").forEach(function (e) {
      e.setAttribute("aria-label", R.t(e.getAttribute("data-t-label")));
    });
    document.querySelectorAll("[data-t-placeholder]").forEach(function (e) {
      e.placeholder = R.t(e.getAttribute("data-t-placeholder"));
    });
    document.querySelectorAll("[data-lang]").forEach(function (e) {
      e.setAttribute("aria-pressed", String(e.dataset.lang === R.lang));
    });
    document.getElementById("name").textContent = R.said(R.plan.name);
    document.getElementById("sentence").textContent = R.said(R.plan.sentence);
    document.getElementById("audited").textContent = R.said(R.plan.audited);
  };
})(Renewal);
