/* What limits the plan: rules with their slack and price, targets. */
(function (R) {
  "use strict";
  var make = R.make;

  function unitOf(rule) {
    return R.label("units", rule.unit);
  }

  function amount(rule, value) {
    if (value === null || value === undefined) return "";
    return rule.unit === "yuan" ? R.wan(value) : R.telling(value);
  }

  function price(rule, value) {
    return value === null || value === undefined ? "" : R.telling(rule.unit === "yuan" ? value * 1e4 : value);
  }

  function rule(entry) {
    var tag = make("span", {
      class: "tag " + (entry.binding ? "binds" : "free"),
      text: entry.binding ? R.t("binds") : R.t("does not bind")
    });
    var told = [
      entry.slack === null || entry.slack === undefined
        ? ""
        : R.t("least slack {slack}", {
            slack:
              entry.unit === "yuan"
                ? R.t("{amount} × 10,000 yuan", { amount: R.wan(entry.slack) })
                : (amount(entry, entry.slack) + " " + unitOf(entry)).trim()
          }),
      entry.price
        ? R.t("highest price {price} per {unit}", {
            price: price(entry, entry.price),
            unit: unitOf(entry) || R.t("unit")
          })
        : "",
      R.said(entry, "note")
    ]
      .filter(Boolean)
      .join(" · ");
    var summary = make("summary", {}, [
      tag,
      R.said(entry, "sentence") + " ",
      make("span", { class: "note", text: told })
    ]);
    if (!entry.rows.length)
      return make("details", {}, [
        summary,
        make("p", { class: "note", text: R.t("This rule has no rows of its own.") })
      ]);
    var columns = [
      [R.t("Where"), ""],
      [R.t("Slack") + (entry.unit ? " (" + unitOf(entry) + ")" : ""), "n"],
      [R.t("Price (household-years per unit)"), "n"]
    ];
    var parts = [
      summary,
      R.longTable("", columns, entry.rows, function (row) {
        return [R.said(row[0]), amount(entry, row[1]), price(entry, row[2])];
      })
    ];
    if (entry.more)
      parts.push(
        make("p", {
          class: "note",
          text: R.t("{n} further rows with more slack are not listed here.", { n: R.count(entry.more) })
        })
      );
    return make("details", {}, parts);
  }

  /** What is started or completed of what was asked, as per cent; empty where nothing was asked. */
  function rate(target, counted) {
    var share = target.rate ? target.rate[counted] : null;
    return share === null ? "" : (100 * share).toFixed(1) + " %";
  }

  function targets() {
    if (!R.plan.targets.length) return [];
    return [
      make("h3", { text: R.t("Targets and how far they are reached") }),
      R.table(
        "",
        [
          [R.t("Target"), ""],
          [R.t("By"), "d"],
          [R.t("Value"), "n"],
          [R.t("Reached"), "n"],
          [R.t("Shortfall"), "n"],
          [R.t("Started of the task"), "n"],
          [R.t("Completed of the task"), "n"],
          [R.t("Measure"), ""],
          [R.t("Strength"), ""],
          [R.t("Result"), ""]
        ],
        R.plan.targets.map(function (target) {
          var met = !(target.shortfall > 0);
          return [
            target.name,
            target.by,
            R.count(target.value),
            R.count(target.reached),
            R.count(target.shortfall || 0),
            rate(target, "started"),
            rate(target, "completed"),
            R.label("measures", target.measure),
            R.label("strengths", target.strength),
            make("span", {
              class: "tag " + (met ? "free" : "bad"),
              text: met ? R.t("reached") : R.t("missed")
            })
          ];
        })
      )
    ];
  }

  R.drawRules = function () {
    R.fill(
      "limits",
      R.said(R.plan.limits).map(function (sentence) {
        return make("li", { text: sentence });
      })
    );
    function weight(entry) {
      return entry.binding ? (entry.price ? 2 : 1) : 0;
    } // what could be eased comes first
    var ordered = R.plan.rules.slice().sort(function (a, b) {
      return weight(b) - weight(a);
    });
    R.fill("rule-list", ordered.map(rule));
    R.fill("targets", targets());
  };
})(Renewal);
