/* Residents: support with its interval, fears, menus, votes to come; counts of households only. */
(function (R) {
  "use strict";
  var make = R.make;

  function said(cell) {
    return R.cell(cell);
  }

  function money(cell) {
    return cell === null || cell === undefined ? "" : R.wan(cell);
  }

  /** Support as a bar: the interval, and a line where it is believed to be; hatched where little is known. */
  function bar(mean, low, high, sureness) {
    return make("span", { class: "believed " + sureness, "aria-hidden": "true" }, [
      make("i", { style: "left:" + low * 100 + "%;width:" + (high - low) * 100 + "%" }),
      make("b", { style: "left:" + mean * 100 + "%" })
    ]);
  }

  function between(low, high) {
    return R.percent(low, 0).replace(" %", "") + "–" + R.percent(high, 0);
  }

  /** An interval in words and as a bar beside them. */
  function shown(mean, low, high, sureness) {
    return make("span", { class: "interval" }, [
      make("span", { text: between(low, high) }),
      bar(mean, low, high, sureness)
    ]);
  }

  function list(title, note, columns, rows, line) {
    if (!rows.length) return null;
    return make("div", {}, R.titled(title, note, R.longTable("", columns, rows, line)).filter(Boolean));
  }

  function drawSums() {
    var sums = R.plan.residents.sums,
      fears = R.plan.residents.fears;
    R.fill("support-sums", [
      list(
        R.t("Support of works"),
        R.t("Weighted by households; each estate's own interval stands in its window."),
        [
          [R.t("Work type"), ""],
          [R.t("Estates"), "n"],
          [R.t("Answers given"), "n"],
          [R.t("Support"), "n"],
          [R.t("Interval (90 %)"), ""],
          [R.t("Estates where it is weak"), "n"]
        ],
        sums,
        function (row) {
          var unsure = row[7] > row[1] / 2 ? "weak" : "strong";
          return [
            said(row[0]),
            R.count(row[1]),
            R.count(row[3]),
            R.percent(row[4], 0),
            shown(row[4], row[5], row[6], unsure),
            R.count(row[7])
          ];
        }
      )
    ]);
    R.fill("fear-sums", [
      list(
        R.t("Fears"),
        R.t("Share of all households believed to have it; it weighs on that kind of disruption."),
        [
          [R.t("Fear"), ""],
          [R.t("Households that named it"), "n"],
          [R.t("Share of all households"), "n"]
        ],
        fears,
        function (row) {
          return [said(row[0]), R.count(row[1]), R.percent(row[2])];
        }
      )
    ]);
  }

  function drawMenus() {
    var rows = R.plan.residents.menus;
    R.fill("menu-list", [
      list(
        R.t("Menus: the plan's choice and residents' rules"),
        R.t("{n} of {all} [estate|estates] with a menu, where a residents' rule chooses otherwise for the same money.", {
          n: R.count(rows.length),
          all: R.count(R.plan.residents.menusAsked)
        }),
        [
          [R.t("Estate"), ""],
          [R.t("Budget (10,000 yuan)"), "n"],
          [R.t("Plan's choice"), ""],
          [R.t("Equal shares"), ""],
          [R.t("Greedy approval"), ""],
          [R.t("Benefit lost by residents' rule"), "n"],
          [R.t("Wishes lost by the plan's choice"), "n"]
        ],
        rows,
        function (row) {
          return [
            said(row[0]),
            money(row[1]),
            said(row[3]),
            said(row[4]),
            said(row[5]),
            row[6] === null ? "" : R.count(row[6]),
            row[7] === null ? R.t("few") : R.count(row[7])
          ];
        }
      )
    ]);
  }

  function drawVotes() {
    var told = R.plan.residents;
    R.fill("vote-list", [
      list(
        R.t("What rests on votes to come"),
        "",
        [
          [R.t("Campaign"), ""],
          [R.t("Year"), "n"],
          [R.t("Works"), ""],
          [R.t("Chance that the votes pass"), "n"],
          [R.t("Cost (10,000 yuan)"), "n"]
        ],
        told.resting,
        function (row) {
          return [said(row[0]), said(row[1]), said(row[2]), R.percent(row[3], 0), money(row[4])];
        }
      ),
      list(
        R.t("Reserve"),
        R.t("Who could step in if the votes fail, and when the works may come back: a list, not a plan."),
        [
          [R.t("If it falls out"), ""],
          [R.t("Why"), ""],
          [R.t("Year"), "n"],
          [R.t("Cost (10,000 yuan)"), "n"],
          [R.t("Could step in"), ""],
          [R.t("Share replaced"), "n"],
          [R.t("Earliest day"), "d"],
          [R.t("Catch-up round"), ""]
        ],
        told.reserve,
        function (row) {
          return [
            said(row[0]),
            said(row[1]),
            row[2] === null ? "" : said(row[2]),
            money(row[3]),
            said(row[4]),
            row[5] === null ? "" : R.percent(row[5], 0),
            row[6] || "",
            said(row[7])
          ];
        }
      ),
      list(
        R.t("Catch-up round"),
        R.t("What works do not reach now, and may later."),
        [
          [R.t("Campaign"), ""],
          [R.t("Work type"), ""],
          [R.t("Why"), ""],
          [R.t("Units"), "n"],
          [R.t("Earliest day"), "d"],
          [R.t("Households"), "n"],
          [R.t("Cost (10,000 yuan)"), "n"]
        ],
        told.catchUp,
        function (row) {
          return [
            said(row[0]),
            said(row[1]),
            said(row[2]),
            row[3] === null ? R.t("few") : R.telling(row[3]),
            row[4],
            row[5] === null ? R.t("few") : R.count(row[5]),
            money(row[6])
          ];
        }
      )
    ]);
  }

  /** Draws what residents say; a plan without it has none. */
  R.drawResidents = function () {
    if (!document.getElementById("residents")) return;
    drawSums();
    drawMenus();
    drawVotes();
  };

  function supportOf(place) {
    return R.table(
      "",
      [
        [R.t("Work type"), ""],
        [R.t("Answered"), "n"],
        [R.t("Asked"), "n"],
        [R.t("Support"), "n"],
        [R.t("Interval (90 %)"), ""],
        [R.t("How sure"), "d"]
      ],
      place.support.map(function (row) {
        var type = R.plan.types[row[0]],
          sureness = row[6];
        return [
          type ? R.said(type) : "",
          row[1] === null ? R.t("few") : R.count(row[1]),
          row[2] === null ? "" : R.count(row[2]),
          R.percent(row[3], 0),
          shown(row[3], row[4], row[5], sureness),
          make("span", { class: "tag " + sureness, text: R.label("sureness", sureness) })
        ];
      })
    );
  }

  function fearsOf(place) {
    return make("p", {
      class: "note",
      text:
        R.t("Fears") +
        (R.lang === "zh" ? "：" : ": ") +
        place.fears
          .slice()
          .sort(function (a, b) {
            return b[1] - a[1];
          })
          .map(function (row) {
            return R.label("fears", row[0]) + " " + R.percent(row[1], 0);
          })
          .join(R.t(", "))
    });
  }

  /** What residents of a place say, for its window; nothing where nothing is told. */
  R.voicesOf = function (place) {
    if (!place.support && !place.fears) return null;
    return make("div", {}, [
      make("h3", { text: R.t("What residents say") }),
      place.support ? supportOf(place) : null,
      place.fears ? fearsOf(place) : null
    ]);
  };
})(Renewal);
