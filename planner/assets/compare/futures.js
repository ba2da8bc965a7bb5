/* Plans in futures they were not made for: regret, the robust plan, tipping points, what to know first. */
(function (R) {
  "use strict";
  var make = R.make,
    AIM = { unit: "aim units", better: "more" };

  /** A plan or future by its name, as a link to its case; the robust plan is none of the cases. */
  function named(name) {
    var at = R.caseAt(name),
      robust = R.plan.robust;
    if (at < 0 && name === "robust" && robust) {
      if (robust.shows === null) return R.t("Robust plan");
      at = robust.shows;
    }
    return at >= 0 ? R.caseLink(at) : name;
  }

  function sentences(id, entries) {
    if (!document.getElementById(id)) return;
    R.fill(
      id,
      (entries || []).map(function (entry) {
        return make("li", { text: R.said(entry.sentence) });
      })
    );
  }

  function shade(share) {
    return R.mixed("#ffffff", "#d55e00", Math.min(1, share) * 0.72);
  }

  function most(rows) {
    return rows.reduce(function (top, row) {
      return row.reduce(function (high, value) {
        return value !== null && value > high ? value : high;
      }, top);
    }, 0);
  }

  function enough(regret, plan) {
    var share = regret.satisficing[plan];
    return make("td", { class: "n", text: share === null || share === undefined ? "–" : R.percent(share, 0) });
  }

  function judged(regret) {
    return Object.keys(regret.satisficing || {}).length > 0;
  }

  function regretLine(regret, p, top, least) {
    var plan = regret.plans[p],
      row = regret.regret[p],
      worst = regret.worst[plan];
    return make(
      "tr",
      { class: worst !== null && worst === least ? "least" : null },
      [make("th", { scope: "row" }, [named(plan)])].concat(
        row.map(function (value) {
          if (value === null) return make("td", { class: "cell", text: "–" });
          var look = "background:" + shade(top ? value / top : 0);
          return make("td", { class: "cell", style: look, text: R.amount(value, AIM) });
        }),
        [
          make("td", { class: "n worst", text: R.amount(worst, AIM) }),
          judged(regret) ? enough(regret, plan) : null
        ]
      )
    );
  }

  function drawRegret(regret) {
    if (!regret) return;
    var top = most(regret.regret),
      worsts = regret.plans
        .map(function (plan) {
          return regret.worst[plan];
        })
        .filter(function (value) {
          return value !== null && value !== undefined;
        });
    var heads = [make("th", { scope: "col", text: R.t("Plan, its first years kept") })]
      .concat(
        regret.futures.map(function (name) {
          return make("th", { scope: "col", class: "n" }, [named(name)]);
        })
      )
      .concat(
        [R.t("Worst case"), judged(regret) ? R.t("Share of futures it is good enough in") : null]
          .filter(Boolean)
          .map(function (text) {
            return make("th", { scope: "col", class: "n", text: text });
          })
      );
    R.fill("regret-list", [
      make("table", { class: "heat" }, [
        make("thead", {}, [make("tr", {}, heads)]),
        make(
          "tbody",
          {},
          regret.plans.map(function (plan, p) {
            return regretLine(regret, p, top, worsts.length ? Math.min.apply(null, worsts) : null);
          })
        )
      ])
    ]);
    document.getElementById("regret-said").textContent = regret.sentence ? R.said(regret.sentence) : "";
    sentences("cannot-keep", regret.cannot_keep);
    document.getElementById("cannot").hidden = !regret.cannot_keep.length;
  }

  function fact(label, text) {
    return [make("dt", { text: label }), make("dd", {}, [text])];
  }

  function drawRobust(robust) {
    if (!robust) return;
    var facts = [
      fact(R.t("Years that are the same in every future"), String(robust.years_held)),
      fact(R.t("Value over all futures"), R.amount(robust.value, AIM)),
      fact(R.t("No plan exceeds"), R.amount(robust.bound, AIM)),
      fact(R.t("Gap"), robust.gap === null || robust.gap === undefined ? "–" : R.percent(robust.gap, 2)),
      fact(R.t("Value of the base plan over them"), R.amount(robust.value_of_base, AIM)),
      fact(R.t("Worth more than the base plan"), R.amount(robust.over_base, AIM))
    ];
    var shows = robust.shows;
    R.fill("robust-said", [
      make("p", { text: robust.sentence ? R.said(robust.sentence) : "" }),
      make("dl", { class: "facts" }, facts.reduce(function (all, pair) {
        return all.concat(pair);
      }, [])),
      shows === null || shows === undefined
        ? null
        : make("button", {
            type: "button",
            class: "tool",
            id: "show-robust",
            text: R.t("Show this plan"),
            onclick: function () {
              R.change({ shown: R.plan.cases[shows].name });
            }
          })
    ]);
    R.fill("robust-list", [
      R.table(
        "",
        [
          [R.t("Future"), ""],
          [R.t("Weight"), "n"],
          [R.t("Value"), "n"],
          [R.t("Rules checked again"), "d"]
        ],
        (robust.futures || []).map(function (future) {
          var breaches = (future.audit || []).length;
          return [
            named(future.name),
            R.percent(future.weight),
            R.amount(future.value, AIM),
            breaches ? R.t("{n} [breach|breaches]", { n: breaches }) : R.t("all kept")
          ];
        })
      )
    ]);
  }

  /** Draws what the document has of futures. */
  R.drawFutures = function () {
    sentences("tipping-list", R.plan.tipping);
    sentences("knowing-list", R.plan.worth_of_knowing);
    drawRegret(R.plan.regret);
    drawRobust(R.plan.robust);
  };
})(Renewal);
