/* Tables of sums: years, streets, funds, payers, classes of work. */
(function (R) {
  "use strict";
  var make = R.make;

  function sums(rows, keys) {
    return keys.map(function (key) {
      return rows.reduce(function (sum, row) {
        return sum + (row[key] || 0);
      }, 0);
    });
  }

  R.drawYears = function () {
    var rows = R.plan.byYear,
      total = sums(rows, [
        "started",
        "completed",
        "households_started",
        "households_completed",
        "floor_area_completed_m2",
        "cost"
      ]);
    function cells(v) {
      return [R.count(v[0]), R.count(v[1]), R.count(v[2]), R.count(v[3]), R.decimal(v[4] / 1e4), R.wan(v[5])];
    }
    R.fill("by-year", [
      R.table(
        "",
        [
          [R.t("Year"), ""],
          [R.t("Estates started"), "n"],
          [R.t("Estates completed"), "n"],
          [R.t("Households started"), "n"],
          [R.t("Households completed"), "n"],
          [R.t("Area completed (10,000 m²)"), "n"],
          [R.t("Money (10,000 yuan)"), "n"]
        ],
        rows.map(function (r) {
          return [r.year].concat(
            cells([
              r.started,
              r.completed,
              r.households_started,
              r.households_completed,
              r.floor_area_completed_m2,
              r.cost
            ])
          );
        }),
        [R.t("Total")].concat(cells(total))
      )
    ]);
  };

  R.drawStreets = function () {
    var rows = R.plan.byStreet,
      keys = [
        "estates",
        "households",
        "started",
        "completed",
        "cost",
        "share_of_households",
        "share_of_cost"
      ],
      total = sums(rows, keys);
    function cells(v) {
      return [
        R.count(v[0]),
        R.count(v[1]),
        R.count(v[2]),
        R.count(v[3]),
        R.wan(v[4]),
        R.percent(v[5]),
        R.percent(v[6])
      ];
    }
    R.fill("by-street", [
      R.table(
        "",
        [
          [R.t("Street"), ""],
          [R.t("Estates"), "n"],
          [R.t("Households"), "n"],
          [R.t("Started"), "n"],
          [R.t("Completed"), "n"],
          [R.t("Cost (10,000 yuan)"), "n"],
          [R.t("Share of households"), "n"],
          [R.t("Share of cost"), "n"]
        ],
        rows.map(function (r) {
          return [r.street || R.t("(no street)")].concat(
            cells(
              keys.map(function (key) {
                return r[key];
              })
            )
          );
        }),
        [R.t("Total")].concat(cells(total))
      )
    ]);
  };

  function meter(year) {
    var available = year[0] + year[1],
      share = available ? Math.min(1, year[2] / available) : 0;
    if (!available && !year[2]) return make("span", { class: "meter none", text: "–" });
    var full = available - year[2] < 1;
    return make(
      "span",
      {
        class: "meter" + (full ? " full" : ""),
        style: "--share:" + (share * 100).toFixed(1) + "%",
        title: R.t("limit {limit}, carried in {carried}, drawn {drawn}, left {left}", {
          limit: R.wan(year[0]),
          carried: R.wan(year[1]),
          drawn: R.wan(year[2]),
          left: R.wan(available - year[2])
        })
      },
      [R.wan(year[2])]
    );
  }

  R.drawFundYears = function () {
    var years = R.plan.years;
    var total = years.map(function (year, y) {
      return R.wan(
        R.plan.funds.reduce(function (sum, f) {
          return sum + (f.years[y] ? f.years[y][2] : 0);
        }, 0)
      );
    });
    var all = R.plan.funds.reduce(function (sum, f) {
      return (
        sum +
        f.years.reduce(function (s, y) {
          return s + y[2];
        }, 0)
      );
    }, 0);
    R.fill("fund-years", [
      R.table(
        "",
        [[R.t("Fund"), ""]].concat(
          years.map(function (year) {
            return [String(year), "n"];
          }),
          [[R.t("Total"), "n"]]
        ),
        R.plan.funds.map(function (fund) {
          return [R.said(fund)].concat(fund.years.map(meter), [
            R.wan(
              fund.years.reduce(function (sum, y) {
                return sum + y[2];
              }, 0)
            )
          ]);
        }),
        [R.t("Total")].concat(total, [R.wan(all)])
      )
    ]);
  };

  R.drawPayerYears = function () {
    var years = R.plan.years;
    var rows = R.plan.payers.map(function (payer) {
      var paid = years.map(function (year, y) {
        return R.plan.funds.reduce(function (sum, f) {
          return sum + (f.payer === payer.key && f.years[y] ? f.years[y][2] : 0);
        }, 0);
      });
      return {
        name: R.said(payer),
        paid: paid,
        later: Math.max(
          0,
          payer.paid -
            paid.reduce(function (a, b) {
              return a + b;
            }, 0)
        ),
        all: payer.paid
      };
    });
    var later = rows.some(function (row) {
      return row.later >= 1;
    });
    function cells(row) {
      return row.paid.concat(later ? [row.later] : [], [row.all]).map(R.wan);
    }
    function sum(value) {
      return rows.reduce(function (s, row) {
        return s + value(row);
      }, 0);
    }
    var all = {
      paid: years.map(function (year, y) {
        return sum(function (row) {
          return row.paid[y];
        });
      }),
      later: sum(function (row) {
        return row.later;
      }),
      all: sum(function (row) {
        return row.all;
      })
    };
    R.fill("payer-years", [
      R.table(
        "",
        [[R.t("Payer"), ""]].concat(
          years.map(function (year) {
            return [String(year), "n"];
          }),
          later ? [[R.t("later"), "n"]] : [],
          [[R.t("Total"), "n"]]
        ),
        rows.map(function (row) {
          return [row.name].concat(cells(row));
        }),
        [R.t("Total")].concat(cells(all))
      )
    ]);
  };

  /** Works done and left out by type, for the places that the filters leave. */
  R.drawClasses = function () {
    var sums = R.plan.types.map(function () {
      return [0, 0, 0, 0, 0];
    });
    R.selection().forEach(function (place) {
      place.campaigns.forEach(function (campaign) {
        campaign[4].forEach(function (work) {
          var s = sums[work[0]];
          s[0] += 1;
          s[1] += work[1];
          s[2] += work[4];
        });
      });
      place.left.forEach(function (out) {
        if (out[0] >= 0) {
          sums[out[0]][3] += 1;
          sums[out[0]][4] += out[1];
        }
      });
    });
    var order = sums
      .map(function (s, n) {
        return n;
      })
      .filter(function (n) {
        return sums[n][0] || sums[n][3];
      })
      .sort(function (a, b) {
        return R.plan.types[a].group - R.plan.types[b].group || a - b;
      });
    function total(k) {
      return order.reduce(function (sum, n) {
        return sum + sums[n][k];
      }, 0);
    }
    R.fill("by-class", [
      R.table(
        "",
        [
          [R.t("Work type"), ""],
          [R.t("Class"), "d"],
          [R.t("Works"), "n"],
          [R.t("Quantity"), "n"],
          [R.t("Unit"), "d"],
          [R.t("Cost (10,000 yuan)"), "n"],
          [R.t("Works left out"), "n"],
          [R.t("Cost of works left out"), "n"]
        ],
        order.map(function (n) {
          var type = R.plan.types[n],
            s = sums[n];
          return [
            R.said(type),
            R.said(R.plan.classes[type.group]),
            R.count(s[0]),
            R.count(s[1]),
            type.unit,
            R.wan(s[2]),
            R.count(s[3]),
            R.wan(s[4])
          ];
        }),
        [R.t("Total"), "", R.count(total(0)), "", "", R.wan(total(2)), R.count(total(3)), R.wan(total(4))]
      )
    ]);
  };
})(Renewal);
