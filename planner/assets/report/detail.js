/* One place in full: its days, works, payers, and why something is left out. */
(function (R) {
  "use strict";
  var make = R.make,
    opened = null;

  function facts(place) {
    var rows = [
      [R.t("Code"), place.key],
      [R.t("Street"), R.plan.streets[place.street]],
      [R.t("Zone"), place.zone],
      [R.t("Year built"), place.built],
      [R.t("Households"), place.households ? R.count(place.households) : ""],
      [R.t("Buildings"), place.buildings ? R.count(place.buildings) : ""],
      [R.t("Floor area (m²)"), place.area ? R.count(place.area) : ""],
      [
        R.t("Start – completion"),
        place.start ? place.start + " – " + place.finish + R.resting(place.funding) : ""
      ],
      [R.t("Cost (10,000 yuan)"), place.cost ? R.wan(place.cost) : ""],
      [R.t("Due after the plan (10,000 yuan)"), place.due ? R.wan(place.due) : ""],
      [R.t("Benefit (household-years)"), place.benefit ? R.count(place.benefit) : ""],
      [R.t("Responsible unit"), [place.unit, place.person].filter(Boolean).join(" · ")]
    ].filter(function (row) {
      return row[1];
    });
    var list = make("dl", { class: "facts" });
    rows.forEach(function (row) {
      list.appendChild(make("dt", { text: row[0] }));
      list.appendChild(make("dd", { text: String(row[1]) }));
    });
    return list;
  }

  /** What a campaign pays for setting up sites, beside its works: a row of its own, if anything. */
  function setups(campaign) {
    var cost = campaign[4].reduce(function (left, work) {
      return left - work[4];
    }, campaign[3]);
    return cost >= 0.01 ? [[R.t("Setting up of sites"), "", "", "", "", "", R.wan(cost)]] : [];
  }

  function works(campaign, several) {
    return R.table(
      several ? campaign[0] + ": " + campaign[1] + " – " + campaign[2] : "",
      [
        [R.t("Work type"), ""],
        [R.t("Class"), "d"],
        [R.t("Quantity"), "n"],
        [R.t("Unit"), "d"],
        [R.t("First day"), "d"],
        [R.t("Last day"), "d"],
        [R.t("Cost (10,000 yuan)"), "n"]
      ],
      campaign[4]
        .slice()
        .sort(function (a, b) {
          return a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : a[0] - b[0];
        })
        .map(function (work) {
          var type = R.plan.types[work[0]];
          return [
            R.said(type),
            R.said(R.plan.classes[type.group]),
            R.telling(work[1]),
            type.unit,
            work[2],
            work[3],
            R.wan(work[4])
          ];
        })
        .concat(setups(campaign)),
      [R.t("Total"), "", "", "", campaign[1], campaign[2], R.wan(campaign[3])]
    );
  }

  function payments(place) {
    var amounts = R.draws([place]),
      years = R.plan.years.filter(function (year, y) {
        return amounts.some(function (row) {
          return row[y];
        });
      });
    var rows = R.plan.funds
      .map(function (fund, f) {
        return {
          fund: fund,
          row: amounts[f],
          sum: amounts[f].reduce(function (a, b) {
            return a + b;
          }, 0)
        };
      })
      .filter(function (entry) {
        return entry.sum;
      });
    if (!rows.length) return null;
    return make("div", {}, [
      make("h3", { text: R.t("Money by fund and year (10,000 yuan)") }),
      R.table(
        "",
        [[R.t("Fund"), ""]].concat(
          years.map(function (y) {
            return [String(y), "n"];
          }),
          [[R.t("Total"), "n"]]
        ),
        rows.map(function (entry) {
          return [R.said(entry.fund)].concat(
            years.map(function (y) {
              var paid = entry.row[y - R.plan.years[0]];
              return paid ? R.wan(paid) : "";
            }),
            [R.wan(entry.sum)]
          );
        })
      )
    ]);
  }

  function left(place) {
    if (!place.left.length) return null;
    return make("div", {}, [
      make("h3", { text: R.t("Works left out") }),
      R.table(
        "",
        [
          [R.t("Work type"), ""],
          [R.t("Cost (10,000 yuan)"), "n"],
          [R.t("Why"), ""]
        ],
        place.left.map(function (out) {
          return [
            out[0] >= 0 ? R.said(R.plan.types[out[0]]) : "",
            R.wan(out[1]),
            R.said(R.plan.whys[out[2]])
          ];
        })
      )
    ]);
  }

  /** Opens, redraws or closes the window of the place named in the state. */
  R.drawDetail = function () {
    var dialog = document.getElementById("detail");
    var place = R.plan.places.filter(function (p) {
      return p.key === R.state.place;
    })[0];
    if (!place) {
      if (dialog.open) dialog.close();
      return;
    }
    R.fill(
      "detail-body",
      [
        make("div", { class: "heading" }, [
          make("h2", { id: "detail-title", text: R.called(place) }),
          R.stateTag(place.state),
          make("button", {
            type: "button",
            class: "tool",
            text: R.t("Close"),
            onclick: function () {
              dialog.close();
            }
          })
        ]),
        facts(place),
        place.why === undefined
          ? null
          : make("p", {}, [
              make("strong", { text: R.t("Why it is not in the plan") + ": " }),
              R.said(R.plan.whys[place.why])
            ]),
        place.campaigns.length ? make("h3", { text: R.t("Works") }) : null
      ].concat(
        place.campaigns.map(function (c) {
          return works(c, place.campaigns.length > 1);
        }),
        [R.voicesOf(place), payments(place), left(place)]
      )
    );
    if (!dialog.open) {
      opened = document.activeElement;
      dialog.showModal();
      dialog.scrollTop = 0;
    }
  };

  document.getElementById("detail").addEventListener("close", function () {
    R.change({ place: "" });
    if (opened && document.contains(opened)) opened.focus();
  });
  document.getElementById("detail").addEventListener("click", function (event) {
    if (event.target === this) this.close();
  });
})(Renewal);
