/* The strip of figures and the controls of the filters. */
(function (R) {
  "use strict";
  var make = R.make;

  function figure(label, value, beside) {
    return make("div", {}, [
      make("dt", { text: label }),
      make("dd", {}, [String(value), beside ? make("small", { text: " " + beside }) : null])
    ]);
  }

  function paidBy() {
    var whole =
      R.plan.payers.reduce(function (sum, payer) {
        return sum + payer.paid;
      }, 0) || 1;
    var shades = ["#0b4f6c", "#3f8fae", "#e0a040", "#9a6fb0"];
    return make("div", { class: "paid" }, [
      make("dt", { text: R.t("Paid by (10,000 yuan)") }),
      make(
        "dd",
        { class: "parts" },
        [
          make(
            "div",
            { class: "split", "aria-hidden": "true" },
            R.plan.payers.map(function (payer, n) {
              return make("span", {
                style: "width:" + (payer.paid / whole) * 100 + "%;background:" + shades[n % shades.length]
              });
            })
          )
        ].concat(
          R.plan.payers.map(function (payer, n) {
            return make("span", {}, [
              make("i", { style: "background:" + shades[n % shades.length] }),
              R.said(payer) + " ",
              make("b", { text: R.wan(payer.paid) })
            ]);
          })
        )
      )
    ]);
  }

  function completed() {
    var done = R.plan.places.filter(function (place) {
      return R.isEstate(place) && place.state === "completed";
    }).length;
    return figure(
      R.t("Completed estates"),
      R.count(done),
      R.percent(R.plan.asked.estates ? done / R.plan.asked.estates : 0)
    );
  }

  /** How firm the dates are; nothing where every one rests on firm money. */
  function firmness() {
    var counted = R.plan.fundingCounts || {};
    if (!R.plan.rests) return null;
    return make("div", { class: "paid" }, [
      make("dt", { text: R.t("Campaigns by how firm their dates are") }),
      make(
        "dd",
        { class: "parts" },
        Object.keys(counted).map(function (word) {
          return make("span", {}, [R.label("funding", word) + " ", make("b", { text: R.count(counted[word]) })]);
        })
      )
    ]);
  }

  R.drawFigures = function () {
    var totals = R.plan.totals,
      asked = R.plan.asked,
      wait = R.plan.measures.mean_wait_years;
    R.fill("figures", [
      figure(R.t("Estates"), R.count(totals.estates), "/ " + R.count(asked.estates)),
      figure(R.t("Households"), R.count(totals.households)),
      figure(R.t("Buildings"), R.count(totals.buildings)),
      figure(R.t("Floor area (10,000 m²)"), R.decimal(totals.floor_area_m2 / 1e4)),
      figure(R.t("Total cost (10,000 yuan)"), R.wan(totals.cost)),
      paidBy(),
      completed(),
      wait === undefined || wait === null ? null : figure(R.t("Mean wait (years)"), R.decimal(wait)),
      firmness()
    ]);
  };

  function chip(year, label, number) {
    var pressed = R.state.years.indexOf(year) >= 0;
    return make(
      "button",
      {
        type: "button",
        class: "chip",
        "data-year": year,
        "aria-pressed": String(pressed),
        onclick: function () {
          var years = pressed
            ? R.state.years.filter(function (y) {
                return y !== year;
              })
            : R.state.years.concat(year).sort();
          R.change({ years: years });
          var again = document.querySelector('[data-year="' + year + '"]');
          if (again) again.focus();
        }
      },
      [
        make("span", {
          class: "swatch",
          style: "background:" + (year === "none" ? "#fff" : R.yearColour(year))
        }),
        label + " ",
        make("small", { text: R.count(number) })
      ]
    );
  }

  /** Draws the filters as they stand; the years double as the legend of map and phases. */
  R.drawFilters = function () {
    var plan = R.plan,
      here = R.selection("years").filter(R.isEstate);
    function starting(year) {
      return here.filter(function (place) {
        return place.startYear === year;
      }).length;
    }
    R.drawSearch();
    R.drawChoice(
      "fund",
      [["", R.t("All funds")]].concat(
        plan.funds.map(function (f) {
          return [f.name, R.said(f)];
        })
      ),
      R.state.fund
    );
    var chips = plan.years.map(function (year) {
      return chip(String(year), String(year), starting(String(year)));
    });
    if (starting("none") || R.state.years.indexOf("none") >= 0)
      chips.push(chip("none", R.t("not in the plan"), starting("none")));
    R.fill("years", chips);
    document.getElementById("clear").disabled = !R.filtered();
    var chosen = R.selection(),
      estates = chosen.filter(R.isEstate);
    document.getElementById("shown").textContent = R.t(
      "{n} [estate|estates] · {households} households · {cost} × 10,000 yuan",
      {
        n: R.count(estates.length),
        households: R.count(R.sum(estates, "households")),
        cost: R.wan(R.sum(chosen, "cost"))
      }
    );
  };
})(Renewal);
