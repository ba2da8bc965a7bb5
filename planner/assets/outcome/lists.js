/* The lists of an outcome: figures, promises, who bears most, resources, estates, funds' years. */
(function (R) {
  "use strict";
  var make = R.make,
    PS = ["p50", "p80", "p90"];

  function figure(label, value, about) {
    return make("div", {}, [
      make("dt", { text: label }),
      make("dd", {}, [value, make("span", { class: "pm", text: about || "\u00a0" })])
    ]);
  }

  R.drawFigures = function () {
    var finish = R.plan.finish,
      cost = R.plan.cost,
      bears = R.plan.disruption;
    R.fill(
      "figures",
      PS.map(function (p) {
        return figure(R.t("Finish") + " " + p.toUpperCase(), R.dated(finish[p]), R.aboutDays(finish[p]));
      })
        .concat([
          figure(
            R.t("Finish in the plan"),
            finish.planned,
            finish.on_time.value === null
              ? ""
              : R.t("kept with a chance of {share}", { share: R.percent(finish.on_time.value) })
          )
        ])
        .concat(
          PS.map(function (p) {
            return figure(
              R.t("Cost") + " " + p.toUpperCase(),
              cost[p] ? R.money(cost[p].value, cost[p].half_width) : R.t("unfinished"),
              cost[p] && cost[p].half_width !== null
                ? R.t("± {n} × 10,000 yuan", { n: R.money(cost[p].half_width, cost[p].half_width) })
                : ""
            );
          })
        )
        .concat([
          figure(
            R.t("Worst tenth of estates"),
            R.decimal(bears.worst_tenth.value, 1),
            R.t("weighted days per household")
          )
        ])
    );
  };

  R.drawPromises = function () {
    var promises = R.plan.promises.slice().sort(function (a, b) {
      return (a.kind === "campaign") - (b.kind === "campaign") || a.chance - b.chance;
    });
    R.fill("promise-list", [
      R.longTable(
        "",
        [
          [R.t("Promise"), ""],
          [R.t("Date"), "d"],
          [R.t("Chance"), "d"],
          ["±", "n"],
          [R.t("Amount"), "n"],
          [R.t("Reached by then (mean)"), "n"]
        ],
        promises,
        function (promise) {
          return [
            R.said(promise),
            promise.by,
            R.chance(promise.chance),
            promise.half_width === null ? "" : R.percent(promise.half_width),
            promise.amount === null ? "" : R.count(promise.amount) + " " + R.said(promise, "unit_said"),
            promise.reached === null ? "" : R.decimal(promise.reached, 1)
          ];
        }
      )
    ]);
  };

  function band(held, shown) {
    return shown(held.low) + " – " + shown(held.high);
  }

  function share(value) {
    return R.percent(value, 0);
  }

  R.drawBearers = function () {
    var bearing = R.plan.disruption;
    R.fill("worst", [
      R.table(
        "",
        [
          [R.t("Estate"), ""],
          [R.t("Street"), "d"],
          [R.t("Households"), "n"],
          ["P80", "n"],
          [R.t("Days on end (P80)"), "n"],
          [R.t("Hours without water (P80)"), "n"],
          [R.t("Complaints"), "n"],
          [R.t("Satisfied"), "n"]
        ],
        bearing.worst.map(function (row) {
          return [
            row.name,
            row.street,
            R.count(row.households),
            R.decimal(row.burden_p80, 1),
            R.count(row.longest_p80),
            R.count(row.water_hours),
            band(row.complaints, R.count),
            band(row.satisfied, share)
          ];
        })
      )
    ]);
    R.fill("channels", [
      R.table(
        "",
        [
          [R.t("Nuisance"), ""],
          [R.t("Household-days"), "n"],
          ["±", "n"],
          [R.t("Weighted"), "n"],
          [R.t("Household-hours cut off"), "n"]
        ],
        bearing.channels
          .filter(function (row) {
            return row.household_days.value;
          })
          .map(function (row) {
            return [
              R.label("channels", row.channel),
              R.count(row.household_days.value),
              row.household_days.half_width === null ? "" : R.count(row.household_days.half_width),
              R.count(row.weighted.value),
              row.outage_hours.value ? R.count(row.outage_hours.value) : ""
            ];
          })
      )
    ]);
    R.fill("borne", [
      R.table(
        "",
        [
          [R.t("Measure"), ""],
          [R.t("Mean"), "n"],
          ["±", "n"]
        ],
        measures().map(function (measure) {
          var read = bearing[measure[0]],
            shown = measure[2];
          return [
            measure[1],
            read.value === null ? "" : shown(read.value),
            read.half_width === null ? "" : shown(read.half_width)
          ];
        })
      )
    ]);
  };

  function one(value) {
    return R.decimal(value, 1);
  }

  function percent(value) {
    return R.percent(value);
  }

  /** Measures of the whole: key, name, how it is written. */
  function measures() {
    return [
      ["worst_estate", R.t("Burden of the estate that bears most"), one],
      ["worst_tenth", R.t("Burden of the worst tenth of estates"), one],
      ["gini", R.t("Gini of the burden"), R.decimal],
      ["most_to_median", R.t("Largest to median burden"), one],
      ["longest", R.t("Longest nuisance on end, days"), one],
      ["reopened", R.t("Grounds opened again"), one],
      ["accesses", R.t("Most accesses of an estate closed at once"), one],
      ["notices", R.t("Notices kept"), percent],
      ["emergency", R.t("Estates that need water brought"), one]
    ];
  }

  R.drawBreaches = function () {
    var labels = {};
    R.plan.funds.forEach(function (fund) {
      labels[fund.name] = R.said(fund);
    });
    if (!R.plan.fundYears.length) {
      R.fill("breaches", [make("p", { class: "note", text: R.t("The plan names no funds that pay.") })]);
      return;
    }
    R.fill("breaches", [
      R.table(
        "",
        [
          [R.t("Fund"), ""],
          [R.t("Year"), "d"],
          [R.t("Limit"), "n"],
          [R.t("Plan"), "n"],
          ["P80", "n"],
          [R.t("Chance"), "d"],
          [R.t("Lacking then"), "n"],
          [R.t("Carried on"), "n"]
        ],
        R.plan.fundYears.map(function (row) {
          return [
            labels[row.fund] || row.fund,
            String(row.year),
            row.limit === null ? "" : R.wan(row.limit),
            R.wan(row.planned),
            R.wan(row.p80),
            R.chance(row.beyond.value),
            row.short ? R.wan(row.short) : "",
            R.wan(row.carried)
          ];
        })
      )
    ]);
  };

  /** The rows of resources: how busy each is, and, side by side, each measure that one more changes. */
  R.drawResources = function () {
    var measures = [];
    R.plan.resources.forEach(function (row) {
      (row.changes || []).forEach(function (change) {
        var known = measures.some(function (m) {
          return m.measure === change.measure;
        });
        if (!known) measures.push(change);
      });
    });
    R.fill("resource-list", [
      R.table(
        "",
        [
          [R.t("Resource"), ""],
          [R.t("Kind"), "d"],
          [R.t("Busiest month"), "d"],
          [R.t("Share taken"), "d"],
          [R.t("Overloaded months"), "n"],
          [R.t("Waiting a day (mean)"), "n"]
        ].concat(
          measures.map(function (m) {
            return [R.t("One more: {what} ({unit})", { what: R.said(m), unit: R.said(m, "unit") }), "n"];
          })
        ),
        R.plan.resources.map(function (row) {
          return [
            R.said(row),
            R.label("pools", row.kind),
            row.busiest ? row.busiest.month : "",
            row.busiest ? R.chance(Math.min(1, row.busiest.share)) : "",
            R.count(row.overloaded),
            R.decimal(row.waiting)
          ].concat(
            measures.map(function (m) {
              return R.changed(
                (row.changes || []).filter(function (change) {
                  return change.measure === m.measure;
                })[0]
              );
            })
          );
        })
      )
    ]);
  };

  function dates(row) {
    return PS.map(function (p) {
      return R.dateCell(row.finish[p]);
    });
  }

  function costs(row) {
    return [
      R.wan(row.cost.planned),
      R.moneyCell(row.cost.p50),
      R.moneyCell(row.cost.p80)
    ];
  }

  var DATES = ["P50", "P80", "P90"];

  function group(id, title, head, rows, named) {
    R.fill(id, [
      make("h3", { text: title }),
      make("div", { class: "scroll", tabindex: "0" }, [
        R.table(
          "",
          [[head, ""], [R.t("Campaigns"), "n"], [R.t("Plan"), "d"]]
            .concat(
              DATES.map(function (p) {
                return [p, "d"];
              })
            )
            .concat([
              [R.t("Cost in the plan"), "n"],
              [R.t("Cost") + " P50", "n"],
              [R.t("Cost") + " P80", "n"]
            ]),
          rows.map(function (row) {
            return [named(row), R.count(row.campaigns), row.finish.planned].concat(dates(row)).concat(costs(row));
          })
        )
      ])
    ]);
  }

  R.drawEstates = function () {
    var shown = R.plan.campaigns.filter(function (row) {
      return R.leaves(row.street, R.searched(row.name, row.campaign));
    });
    R.fill("estate-list", [
      R.longTable(
        R.t("{n} [campaign|campaigns]", { n: R.count(shown.length) }),
        [
          [R.t("Campaign"), ""],
          [R.t("Street"), "d"],
          [R.t("Phase"), "d"],
          [R.t("Households"), "n"],
          [R.t("Plan"), "d"]
        ]
          .concat(
            DATES.map(function (p) {
              return [p, "d"];
            })
          )
          .concat([
            [R.t("Plan kept"), "d"],
            [R.t("Cost in the plan"), "n"],
            [R.t("Cost") + " P50", "n"],
            [R.t("Cost") + " P80", "n"]
          ]),
        shown,
        function (row) {
          return [row.name, row.street, row.phase, R.count(row.households), row.finish.planned]
            .concat(dates(row))
            .concat([R.chance(row.finish.on_time.value)])
            .concat(costs(row));
        }
      )
    ]);
  };

  R.drawGroups = function () {
    group("street-list", R.t("By street"), R.t("Street"), R.plan.byStreet, function (row) {
      return row.street;
    });
    group("phase-list", R.t("By phase of start"), R.t("Phase"), R.plan.phases, function (row) {
      return row.phase;
    });
    group("fund-list", R.t("By fund that pays"), R.t("Fund"), R.plan.byFund, function (row) {
      return R.said(row);
    });
  };
})(Renewal);
