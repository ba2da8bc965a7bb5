/* The risk register, another plan beside this one, assumptions, and the certificate. */
(function (R) {
  "use strict";
  var make = R.make;

  R.drawAgainst = function () {
    if (!R.plan.against) return;
    R.fill("against-list", [
      R.table(
        R.t("This plan: {a}. The other: {b}. {n} [pair|pairs].", {
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
          ["", "d"]
        ],
        R.plan.against.measures.map(function (row) {
          return [
            R.said(row),
            R.said(row, "unit"),
            number(row.this),
            number(row.other),
            R.changed(row),
            R.verdict(row.verdict)
          ];
        })
      )
    ]);
  };

  function number(value) {
    return value === null ? R.t("unfinished") : R.decimal(value, Math.abs(value) < 100 ? 2 : 0);
  }

  /** What the P80 gain without a line of the register. */
  function gain(read, shown) {
    if (read.value === null) return "";
    return make("span", { class: "d" }, [
      shown(read.value),
      read.half_width === null ? null : make("span", { class: "pm", text: " ± " + shown(read.half_width) })
    ]);
  }

  function days(value) {
    return R.decimal(value, 1);
  }

  function lines(register) {
    return R.table(
      "",
      [
        [R.t("Risk"), ""],
        [R.t("Owner"), ""],
        [R.t("Probability"), "n"],
        [R.t("After mitigation"), "n"],
        [R.t("Strikes in"), "n"],
        [R.t("P80 of the finish without it, days earlier"), "n"],
        [R.t("P80 of the cost without it, less (10,000 yuan)"), "n"],
        [R.t("Cost of the measure (10,000 yuan)"), "n"]
      ],
      register.lines.map(function (line) {
        return [
          R.lang === "zh" ? line.name_zh || line.risk : line.risk,
          line.owner,
          R.percent(line.probability),
          R.percent(line.probability_after),
          R.percent(line.strikes),
          gain(line.finish_days, days),
          gain(line.cost, R.wan),
          line.mitigation_cost ? R.wan(line.mitigation_cost) : ""
        ];
      })
    );
  }

  function before(register) {
    return R.table(
      "",
      [
        ["", ""],
        [R.t("P80 of the finish"), "d"],
        [R.t("P80 of the cost"), "n"]
      ],
      [
        [R.t("Before mitigation"), register.before],
        [R.t("After mitigation"), register.after]
      ].map(function (row) {
        return [
          row[0],
          R.dateCell(row[1].finish),
          R.moneyCell(row[1].cost.value === null ? null : row[1].cost)
        ];
      })
    );
  }

  R.drawRegister = function () {
    var register = R.plan.register;
    R.fill(
      "register-list",
      register
        ? [before(register), lines(register)].map(function (table) {
            return make("div", { class: "scroll", tabindex: "0" }, [table]);
          })
        : [make("p", { class: "note", text: R.t("The programme has no risk register.") })]
    );
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
            row.key,
            row.value,
            R.said(row, "meaning"),
            row.assumed && row.judged
              ? make("span", { class: "tag assumed", text: R.t("assumption") })
              : row.assumed
                ? R.t("default")
                : R.t("as given"),
            row.judged ? R.t("judgement, no published source") : R.said(row, "source")
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
