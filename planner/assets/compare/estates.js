/* Estates that start in every case, in some, in none; the year of start case by case. */
(function (R) {
  "use strict";
  var make = R.make,
    MOST = 40; // marks of cases that a line holds

  function yearOf(number, campaigns) {
    var starts = campaigns
      .map(function (c) {
        var begun = R.begun(number, c);
        return begun ? begun.start : null;
      })
      .filter(function (start) {
        return start !== null;
      });
    return starts.length ? Number(R.iso(Math.min.apply(null, starts)).slice(0, 4)) : 0;
  }

  function campaignsOf() {
    var found = {};
    R.plan.campaigns.forEach(function (campaign, c) {
      var n = campaign.place.number;
      (found[n] = found[n] || []).push(c);
    });
    return found;
  }

  /** A mark's colours: late years are light and bear dark figures, early ones are darkened and bear white. */
  function look(year) {
    var late = R.plan.years.indexOf(year) / Math.max(R.plan.years.length - 1, 1) > 0.6,
      colour = R.yearColour(year);
    return "background:" + (late ? colour : R.darker(colour)) + ";color:" + (late ? R.ink : "#fff");
  }

  function marks(years, cases) {
    return make(
      "span",
      { class: "starts" },
      years.slice(0, MOST).map(function (year, i) {
        var title = R.caseName(cases[i]) + ": " + (year || R.t("not in the plan"));
        return make("i", {
          class: year ? null : "none",
          style: year ? look(year) : null,
          title: title,
          text: year ? String(year).slice(2) : "·"
        });
      })
    );
  }

  function code(entry) {
    return typeof entry === "string" ? entry : entry.estate;
  }

  function classes() {
    var of = {};
    ["always", "swing", "never"].forEach(function (word) {
      (R.plan.estates[word] || []).forEach(function (entry) {
        of[code(entry)] = word;
      });
    });
    return of;
  }

  function saidClass(word) {
    return { always: R.t("always"), swing: R.t("sometimes"), never: R.t("never") }[word];
  }

  function shares() {
    var of = {};
    (R.plan.estates.swing || []).forEach(function (entry) {
      of[entry.estate] = entry.share;
    });
    return of;
  }

  function wanted() {
    return R.plan.places.filter(function (place) {
      return R.isEstate(place) && R.leavesPlace(place);
    });
  }

  var ORDER = { swing: 0, never: 1, always: 2 };

  /** Draws the list that any budget pays from the top. */
  R.drawPriority = function () {
    if (!R.plan.priority_list) return;
    R.fill("priority-list", [
      R.longTable(
        "",
        [
          [R.t("Rank"), "n"],
          [R.t("Name"), ""],
          [R.t("Cost (10,000 yuan)"), "n"],
          [R.t("Cost up to here (10,000 yuan)"), "n"],
          [R.t("Paid from this share of the money"), "n"]
        ],
        R.plan.priority_list,
        function (row) {
          return [row.rank, row.name, R.wan(row.cost), R.wan(row.upto), R.percent(row.level, 0)];
        }
      )
    ]);
  };

  /** Draws the estates that the filters leave: those that some cases start and others do not first. */
  R.drawEstates = function () {
    if (!R.plan.estates) return;
    var of = classes(),
      share = shares(),
      cases = R.plan.estates.cases,
      campaigns = campaignsOf();
    var rows = wanted()
      .filter(function (place) {
        return of[place.key];
      })
      .map(function (place) {
        var years = cases.map(function (number) {
          return yearOf(number, campaigns[place.number] || []);
        });
        var told = years.filter(Boolean);
        return {
          place: place,
          word: of[place.key],
          years: years,
          share: place.key in share ? share[place.key] : told.length / cases.length,
          spread: told.length ? Math.max.apply(null, told) - Math.min.apply(null, told) : 0
        };
      })
      .sort(function (a, b) {
        return ORDER[a.word] - ORDER[b.word] || a.share - b.share || b.spread - a.spread || a.place.number - b.place.number;
      });
    document.getElementById("estates-said").textContent = R.said(R.plan.estates.sentence);
    R.fill("estate-list", [
      R.longTable(
        "",
        [
          [R.t("Name"), ""],
          [R.t("Street"), "d"],
          [R.t("Starts"), "d"],
          [R.t("Share of cases"), "n"],
          [R.t("Year of start, case by case"), ""]
        ],
        rows,
        function (row) {
          return [
            make("span", {}, [row.place.name + " ", make("small", { class: "pm", text: row.place.key })]),
            R.plan.streets[row.place.street],
            make("span", { class: "tag " + { always: "free", swing: "binds", never: "waiting" }[row.word], text: saidClass(row.word) }),
            R.percent(row.share, 0),
            marks(row.years, cases)
          ];
        }
      )
    ]);
  };
})(Renewal);
