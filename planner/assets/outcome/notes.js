/* The risk register, another plan beside this one, assumptions, and the certificate. */
(function (R) {
  "use strict";
  var make = R.make;

  R.drawAgainst = function () {
    if (!R.plan.against) return;
    R.fill("against-list", [
      R.table(
        R.t("This plan: {a}. The other: {b}. {n} pairs.", {
          a: R.plan.against.a,
          b: R.plan.against.b,
          n: R.count(R.plan.against.pairs)
        }),
        [
          [R.t("Measure"), ""],
          [R.t("Unit"), ""],
          [R.t("This plan"), "n"],
          [R.t("The other"), "n"],
          [R.t("The other less this"), "n"],
          ["±", "n"],
          ["", "d"]
        ],
        R.plan.against.measures.map(function (row) {
          return [
            R.said(row),
            R.said(row, "unit"),
            row.a_said || R.telling(row.a),
            row.b_said || R.telling(row.b),
            row.difference === null ? "" : R.signed(row.difference, row.places),
            row.half_width === null ? "" : R.decimal(row.half_width, row.places),
            R.verdict(row.verdict)
          ];
        })
      )
    ]);
  };

  R.drawRegister = function () {
    R.fill("register-list", [
      R.plan.register.length
        ? R.table(
            "",
            [
              [R.t("Risk"), ""],
              [R.t("Owner"), ""],
              [R.t("Probability"), "n"],
              [R.t("After mitigation"), "n"],
              [R.t("P80 of the finish before"), "d"],
              [R.t("P80 of the finish after"), "d"],
              [R.t("Days won"), "n"],
              ["±", "n"],
              ["", "d"],
              [R.t("Cost of the measure (10,000 yuan)"), "n"]
            ],
            R.plan.register.map(function (row) {
              return [
                R.said(row),
                row.owner || "",
                R.percent(row.probability),
                row.probability_after === null ? "" : R.percent(row.probability_after),
                R.dateCell(row.before && row.before.p80),
                R.dateCell(row.after && row.after.p80),
                row.days === null ? "" : R.signed(row.days, 1),
                row.half_width === null ? "" : R.decimal(row.half_width, 1),
                R.verdict(row.verdict),
                row.mitigation_cost ? R.wan(row.mitigation_cost) : ""
              ];
            })
          )
        : make("p", { class: "note", text: R.t("The programme has no risk register.") })
    ]);
    R.fill("epistemic", [document.createTextNode(R.said(R.plan.notKnown))]);
  };

  R.drawAssumptions = function () {
    R.fill("assumption-list", [
      R.longTable(
        "",
        [
          [R.t("Setting"), "d"],
          [R.t("Value"), ""],
          [R.t("What"), ""],
          ["", "d"],
          [R.t("Source"), ""]
        ],
        R.plan.assumptions,
        function (row) {
          return [
            row.setting,
            row.value,
            R.said(row, "meaning"),
            row.assumed ? make("span", { class: "tag assumed", text: R.t("assumption") }) : "",
            R.said(row, "source")
          ];
        }
      )
    ]);
  };

  R.drawProof = function () {
    var facts = R.plan.proof.map(function (row) {
      return [make("dt", { text: R.said(row) }), make("dd", { text: R.said(row, "value") })];
    });
    R.fill("proof", [
      make(
        "dl",
        { class: "facts" },
        facts.reduce(function (all, pair) {
          return all.concat(pair);
        }, [])
      )
    ]);
  };
})(Renewal);
