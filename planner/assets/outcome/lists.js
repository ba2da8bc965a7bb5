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
      bears = R.plan.disruption.burden;
    R.fill(
      "figures",
      PS.map(function (p) {
        return figure(R.t("Finish") + " " + p.toUpperCase(), R.dated(finish[p]), R.aboutDays(finish[p]));
      })
        .concat([
          figure(
            R.t("Finish in the plan"),
            finish.planned,
            finish.chance_of_planned === null
              ? ""
              : R.t("kept with a chance of {share}", { share: R.percent(finish.chance_of_planned) })
          )
        ])
        .concat(
          PS.map(function (p) {
            return figure(
              R.t("Cost") + " " + p.toUpperCase(),
              cost[p] ? R.wan(cost[p].value) : R.t("unfinished"),
              cost[p] && cost[p].half_width !== null
                ? R.t("± {n} × 10,000 yuan", { n: R.wan(cost[p].half_width) })
                : ""
            );
          })
        )
        .concat([
          figure(
            R.t("Worst tenth of estates"),
            R.decimal(bears.worst_tenth.mean, 1),
            R.t("weighted days per household")
          )
        ])
    );
  };

  R.drawPromises = function () {
    R.fill("promise-list", [
      R.table(
        "",
        [
          [R.t("Promise"), ""],
          [R.t("Date"), "d"],
          [R.t("Chance"), "d"],
          ["±", "d"],
          ["P50", "d"],
          ["P80", "d"]
        ],
        R.plan.promises.map(function (promise) {
          return [
            R.said(promise),
            promise.date,
            R.chance(promise.chance),
            promise.half_width === null ? "" : R.percent(promise.half_width),
            promise.p50 ? R.dated(promise.p50) : "",
            promise.p80 ? R.dated(promise.p80) : ""
          ];
        })
      )
    ]);
  };

  R.drawBearers = function () {
    var bearing = R.plan.disruption;
    R.fill("worst", [
      R.table(
        "",
        [
          [R.t("Estate"), ""],
          [R.t("Street"), "d"],
          [R.t("Households"), "n"],
          [R.t("Mean"), "n"],
          ["P80", "n"],
          [R.t("Days on end (P80)"), "n"],
          [R.t("Hours without water (P80)"), "n"],
          [R.t("Complaints"), "n"]
        ],
        bearing.worst_ten.map(function (row) {
          return [
            row.name,
            row.street,
            R.count(row.households),
            R.decimal(row.burden.mean, 1),
            R.decimal(row.burden.p80, 1),
            R.count(row.longest.p80),
            R.count(row.water_hours.p80),
            row.complaints === null ? "" : R.count(row.complaints)
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
          ["P80", "n"],
          [R.t("Weighted"), "n"],
          [R.t("Household-hours cut off"), "n"]
        ],
        bearing.channels.map(function (row) {
          return [
            R.label("channels", row.channel),
            R.count(row.household_days.mean),
            R.count(row.household_days.p80),
            R.count(row.weighted),
            row.outage_hours ? R.count(row.outage_hours) : ""
          ];
        })
      )
    ]);
  };

  R.drawBreaches = function () {
    var labels = {};
    R.plan.funds.forEach(function (fund) {
      labels[fund.name] = R.said(fund);
    });
    R.fill("breaches", [
      R.table(
        "",
        [
          [R.t("Fund"), ""],
          [R.t("Year"), "d"],
          [R.t("Limit"), "n"],
          ["P90", "n"],
          [R.t("Chance"), "d"]
        ],
        R.plan.breaches.map(function (row) {
          return [labels[row.fund] || row.fund, String(row.year), R.wan(row.limit), R.wan(row.p90), R.chance(row.chance)];
        })
      )
    ]);
  };

  R.drawResources = function () {
    R.fill("resource-list", [
      R.table(
        "",
        [
          [R.t("Resource"), ""],
          [R.t("Kind"), "d"],
          [R.t("Busiest quarter"), "d"],
          [R.t("Used of what is there"), "d"],
          [R.t("Quarters above 90 %"), "n"],
          [R.t("Days waited for it"), "n"],
          [R.t("One more: finish, days"), "n"],
          ["±", "n"],
          ["", "d"],
          [R.t("One more: worst tenth"), "n"],
          [R.t("One more: highest peak"), "n"]
        ],
        R.plan.resources.map(function (row) {
          var more = row.more;
          return [
            row.name,
            R.label("pools", row.kind),
            row.busiest ? row.busiest.quarter : "",
            row.busiest ? R.chance(row.busiest.share) : "",
            R.count(row.overloaded),
            row.waited === null ? "" : R.count(row.waited),
            more ? R.signed(more.finish_days, 1) : "",
            more && more.half_width !== null ? R.decimal(more.half_width, 1) : "",
            more ? R.verdict(more.verdict) : "",
            more && more.worst_tenth !== null ? R.signed(more.worst_tenth, 2) : "",
            more && more.peak !== null ? R.signed(100 * more.peak, 1) + " %" : ""
          ];
        })
      )
    ]);
  };

  function dates(row) {
    return PS.map(function (p) {
      return R.dateCell(row[p]);
    });
  }

  function costs(row) {
    return [
      row.cost ? R.wan(row.cost.planned) : "",
      row.cost ? R.moneyCell(row.cost.p50) : "",
      row.cost ? R.moneyCell(row.cost.p80) : ""
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
            return [named(row), R.count(row.campaigns), row.planned].concat(dates(row)).concat(costs(row));
          })
        )
      ])
    ]);
  }

  R.drawEstates = function () {
    var shown = R.plan.campaigns.filter(function (row) {
      return R.left(row.street, row.name, row.campaign);
    });
    R.fill("estate-list", [
      R.longTable(
        R.t("{n} campaigns", { n: R.count(shown.length) }),
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
            [R.t("Chance that the plan's date is kept"), "d"],
            [R.t("Cost in the plan"), "n"],
            [R.t("Cost") + " P50", "n"],
            [R.t("Cost") + " P80", "n"]
          ]),
        shown,
        function (row) {
          return [row.name, row.street, row.phase, R.count(row.households), row.planned]
            .concat(dates(row))
            .concat([R.chance(row.chance)])
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
