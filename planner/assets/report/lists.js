/* Lists in words: what is left out, findings, assumptions, the certificate. */
(function (R) {
  "use strict";
  var make = R.make;

  R.drawLeftOut = function () {
    var chosen = R.selection();
    var whole = [],
      optional = [];
    chosen.forEach(function (place) {
      place.out.forEach(function (out) {
        whole.push([place, out]);
      });
      place.left.forEach(function (out) {
        optional.push([place, out]);
      });
    });
    function name(place, called) {
      return make("button", {
        type: "button",
        class: "link",
        text: called || place.name,
        onclick: function () {
          R.change({ place: place.key });
        }
      });
    }
    var money = optional.reduce(function (sum, pair) {
      return sum + pair[1][1];
    }, 0);
    R.fill("left-list", [
      make("h3", { text: R.t("Whole campaigns: {n}", { n: R.count(whole.length) }) }),
      whole.length
        ? R.longTable(
            "",
            [
              [R.t("Place"), ""],
              [R.t("Street"), "d"],
              [R.t("Households"), "n"],
              [R.t("Why"), ""]
            ],
            whole,
            function (pair) {
              var place = pair[0],
                called = pair[1][0];
              return [
                name(place, typeof called === "string" ? called : R.said(called)),
                R.plan.streets[place.street],
                R.count(place.households),
                R.said(R.plan.whys[pair[1][1]])
              ];
            }
          )
        : make("p", { text: R.t("None.") }),
      make("h3", {
        text: R.t("Optional works of campaigns that start: {n}, {cost} × 10,000 yuan", {
          n: R.count(optional.length),
          cost: R.wan(money)
        })
      }),
      optional.length
        ? R.longTable(
            "",
            [
              [R.t("Place"), ""],
              [R.t("Street"), "d"],
              [R.t("Work type"), ""],
              [R.t("Cost (10,000 yuan)"), "n"],
              [R.t("Why"), ""]
            ],
            optional,
            function (pair) {
              var type = R.plan.types[pair[1][0]];
              return [
                name(pair[0]),
                R.plan.streets[pair[0].street],
                type ? R.said(type) : "",
                R.wan(pair[1][1]),
                R.said(R.plan.whys[pair[1][2]])
              ];
            }
          )
        : make("p", { text: R.t("None.") })
    ]);
  };

  function breaches() {
    if (!R.plan.breaches.length) return [];
    return [
      make("h3", { text: R.t("Rules that are broken") }),
      make(
        "ul",
        {},
        R.plan.breaches.map(function (breach) {
          return make("li", { text: R.said(breach) });
        })
      )
    ];
  }

  function changes() {
    if (!R.plan.changes.length) return [];
    return [
      make("h3", { text: R.t("Values changed by what-ifs") }),
      R.longTable(
        "",
        [
          [R.t("What-if"), ""],
          [R.t("Table"), ""],
          [R.t("Row"), ""],
          [R.t("Column"), ""],
          [R.t("Before"), "n"],
          [R.t("After"), "n"]
        ],
        R.plan.changes,
        function (change) {
          return change.map(function (text, place) {
            var spoken = typeof text === "string" ? text : R.said(text);
            return place === 3 && !spoken ? R.t("(whole row)") : spoken;
          });
        }
      )
    ];
  }

  R.drawNotes = function () {
    var found = R.plan.findings,
      assumed = R.plan.assumptions;
    R.fill(
      "note-list",
      breaches().concat(
        [
          make("h3", { text: R.t("Assumptions: {n}", { n: R.count(assumed.length) }) }),
          assumed.length
            ? R.longTable(
                "",
                [
                  [R.t("About"), ""],
                  [R.t("Value"), ""],
                  [R.t("What is assumed"), ""],
                  [R.t("Cell"), "d"]
                ],
                assumed,
                function (entry) {
                  return [
                    make("span", {}, [
                      make("span", { class: "tag assumed", text: R.t("assumption") }),
                      " " + entry.about
                    ]),
                    entry.value === null || entry.value === undefined ? "" : String(entry.value),
                    R.said(entry, "what"),
                    R.said(entry.cell)
                  ];
                }
              )
            : make("p", { text: R.t("None.") }),
          make("h3", { text: R.t("Findings: {n}", { n: R.count(found.length) }) }),
          found.length
            ? R.longTable(
                "",
                [
                  [R.t("About"), ""],
                  [R.t("What"), ""],
                  [R.t("Likely cause"), ""],
                  [R.t("Cell"), "d"]
                ],
                found,
                function (entry) {
                  return [entry.about, R.said(entry, "what"), R.said(entry, "cause"), R.said(entry.cell)];
                }
              )
            : make("p", { text: R.t("None.") })
        ],
        changes()
      )
    );
  };

  function gaveWay() {
    if (!R.plan.gaveWay.length) return null;
    var list = make("ul", {});
    R.plan.gaveWay.forEach(function (entry) {
      list.appendChild(make("li", { text: R.said(entry) }));
    });
    return make("div", {}, [make("h3", { text: R.t("What gave way") }), list]);
  }

  function costs(price) {
    if (!price) return "";
    if (price.high === null) return "≥ " + R.decimal(price.low);
    var low = R.decimal(price.low),
      high = R.decimal(price.high);
    return low === high ? low : low + " – " + high;
  }

  R.drawProof = function () {
    var c = R.plan.certificate,
      m = R.plan.measures;
    var facts = [
      [R.t("Status"), R.label("statuses", c.status)],
      [R.t("Value of the plan"), c.objective === null ? "" : R.decimal(c.objective)],
      [R.t("No plan is better than"), c.bound === null ? "" : R.decimal(c.bound)],
      [R.t("Gap"), c.gap === null ? "" : R.decimal(c.gap * 100, 4) + " %"],
      [R.t("Proven by"), [R.label("provers", c.engine), R.label("proofs", c.bound_by)].filter(Boolean).join(" · ")],
      [R.t("Seconds"), R.decimal(c.seconds, 1)],
      [R.t("Repeatable"), c.repeatable ? R.t("yes") : R.t("no: time stopped it")],
      [R.t("Seed"), c.seed],
      [R.t("Benefits count until"), R.plan.evaluationDate],
      [R.t("Benefit (household-years)"), R.decimal(m.benefit, 1)],
      [R.t("– within the plan"), m.benefit_within === undefined ? "" : R.decimal(m.benefit_within, 1)],
      [R.t("– residual value after the plan"), m.residual === undefined ? "" : R.decimal(m.residual, 1)],
      [R.t("Construction disruption (household-days)"), R.count(m.disruption)],
      [R.t("Grounds opened again"), R.count(m.reopenings || 0)],
      [R.t("Due after the plan (10,000 yuan)"), R.wan(m.due_after_plan)],
      [R.t("Read from"), R.plan.source],
      [R.t("Fingerprint of the programme"), c.fingerprint],
      [R.t("Version"), c.version]
    ];
    if (R.said(R.plan.whatIfs)) facts.push([R.t("What-ifs"), R.said(R.plan.whatIfs)]);
    var list = make("dl", { class: "facts" });
    facts.forEach(function (fact) {
      list.appendChild(make("dt", { text: fact[0] }));
      list.appendChild(make("dd", { text: String(fact[1]) }));
    });
    var tiers =
      (c.tiers || []).length > 1
        ? R.table(
            R.t("Aims in strict order"),
            [
              [R.t("Aim"), ""],
              [R.t("Best found"), "n"],
              [R.t("No plan is better than"), "n"],
              [R.t("Gap"), "n"],
              [R.t("Held at"), "n"],
              [R.t("Value of the plan"), "n"],
              [R.t("Costs the next"), "n"]
            ],
            c.tiers.map(function (tier) {
              return [
                R.said(tier, "aim"),
                R.decimal(tier.objective),
                tier.bound === null ? "" : R.decimal(tier.bound),
                tier.gap === null ? "" : R.decimal(tier.gap * 100, 4) + " %",
                tier.held_at === null ? "" : R.decimal(tier.held_at),
                R.decimal(tier.final),
                costs(tier.price)
              ];
            })
          )
        : null;
    R.fill("proof", [
      make("p", {}, [make("strong", { text: R.said(R.plan.sentence) }), " " + R.said(R.plan.audited)]),
      gaveWay(),
      list,
      tiers
    ]);
    document.getElementById("origin").textContent =
      "estate-renewal " +
      c.version +
      " · " +
      R.plan.source +
      " · " +
      c.fingerprint.slice(0, 16) +
      " · " +
      R.said(R.plan.sentence);
  };
})(Renewal);
