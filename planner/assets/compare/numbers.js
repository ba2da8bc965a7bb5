/* Measures as they are written: their number, their unit, and whether a difference is for the better. */
(function (R) {
  "use strict";
  var FINE = ["years", "aim units", "household-years"];

  R.semicolon = function () {
    return R.lang === "zh" ? "；" : "; ";
  };
  R.colon = function () {
    return R.lang === "zh" ? "：" : ": ";
  };
  R.inBrackets = function (text) {
    return R.lang === "zh" ? "（" + text + "）" : " (" + text + ")";
  };

  R.unitSaid = function (measure) {
    if (measure.unit === "share") return "";
    return measure.unit === "yuan" ? R.t("10,000 yuan") : R.said(measure, "unit");
  };

  R.measureSaid = function (measure) {
    var unit = R.unitSaid(measure);
    return R.said(measure, "label") + (unit ? R.inBrackets(unit) : "");
  };

  /** An amount with so many decimals, undefined: as many as its measure has. */
  R.amount = function (value, measure, places) {
    if (value === null || value === undefined) return "–";
    if (measure.unit === "yuan") return places ? R.decimal(value / 1e4, places) : R.wan(value);
    if (measure.unit === "share") return R.percent(value, places);
    var whole = FINE.indexOf(measure.unit) < 0 && !(value % 1);
    return whole || Math.abs(value) >= 1e4 ? R.count(value) : R.decimal(value, places);
  };

  R.signed = function (value, measure, places) {
    return (value > 0 ? "+" : value < 0 ? "−" : "") + R.amount(Math.abs(value), measure, places);
  };

  /** "better", "worse", or nothing: of a difference in a measure. */
  R.verdict = function (difference, measure) {
    if (!difference || !measure.better) return "";
    return difference > 0 === (measure.better === "more") ? "better" : "worse";
  };

  R.directionSaid = function (measure) {
    return { more: R.t("more is better"), less: R.t("less is better") }[measure.better] || "";
  };

  /** Decimals at which a difference does not look like 0; undefined: the usual. */
  function telling(difference, measure) {
    var places = Math.ceil(-Math.log10(Math.abs(difference) / (measure.unit === "yuan" ? 1e4 : 1)));
    return places > 2 ? Math.min(places, 6) : undefined;
  }

  /** A difference as an element: signed, coloured, told in words for those who do not see the colour. */
  R.changeMark = function (difference, measure, beside) {
    if (difference === undefined || difference === null) return null;
    if (!difference) return R.make("span", { class: "change", text: "=" });
    var verdict = R.verdict(difference, measure),
      arrow = verdict === "better" ? "▲ " : verdict === "worse" ? "▼ " : "";
    return R.make("span", {
      class: "change " + verdict,
      title: verdict ? (verdict === "better" ? R.t("better") : R.t("worse")) : null,
      text: arrow + R.signed(difference, measure, telling(difference, measure)) + (beside || "")
    });
  };

  R.measured = function (number, m) {
    var value = R.plan.cases[number].measures[m];
    return value === undefined ? null : value;
  };

  R.moreThan = function (number, other, m) {
    var a = R.measured(number, m),
      b = R.measured(other, m);
    return a === null || b === null ? null : a - b;
  };

  /** A level of a grid with its unit. */
  R.levelSaid = function (grid, value) {
    if (grid.unit === "yuan")
      return R.wan(value).replace(/\.00$/, "") + (R.lang === "zh" ? " " : " × ") + R.t("10,000 yuan");
    if (grid.unit === "share") return R.percent(value);
    if (grid.unit === "times the base") return "× " + R.telling(value);
    var unit = R.said(grid, "unit");
    return R.telling(value) + (unit ? " " + unit : "");
  };
})(Renewal);
