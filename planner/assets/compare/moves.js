/* Who moved and why: each difference between the two cases in words. */
(function (R) {
  "use strict";
  var make = R.make,
    MONTH = 30.44;

  function said(side) {
    return side ? R.iso(side.start) : R.t("not in the plan");
  }

  function shift(row) {
    if (!row.before || !row.after || row.before.start === row.after.start) return "";
    var months = Math.round((row.after.start - row.before.start) / MONTH);
    return (months > 0 ? "+" : "−") + R.t("{n} [month|months]", { n: Math.abs(months) });
  }

  /** The longest wait first: who is left out, then who starts later, the longest first. */
  function byWait(a, b) {
    function weight(row) {
      if (row.kind === "out") return -1e9;
      return row.before && row.after ? row.before.start - row.after.start : 1e8;
    }
    return weight(a) - weight(b) || b.campaign.place.households - a.campaign.place.households || a.c - b.c;
  }

  /** Reasons are told of every case against the base. */
  function why(row) {
    var told = R.beside() ? null : (R.plan.cases[R.shown()].why || {})[row.campaign.key];
    return told ? { kinds: R.plan.kinds[told[0]], text: R.sentence(told.slice(1)) } : { kinds: [], text: "" };
  }

  function causes(rows) {
    var counts = {};
    rows.forEach(function (row) {
      why(row).kinds.forEach(function (kind) {
        counts[kind] = (counts[kind] || 0) + 1;
      });
    });
    return counts;
  }

  var cause = "";

  function drawCauses(rows) {
    var counts = causes(rows),
      names = Object.keys(counts).sort(function (a, b) {
        return counts[b] - counts[a];
      });
    if (cause && !counts[cause]) cause = "";
    R.fill(
      "cause",
      [["", R.t("All causes")]]
        .concat(
          names.map(function (name) {
            return [name, R.label("causes", name) + " (" + R.count(counts[name]) + ")"];
          })
        )
        .map(function (entry) {
          return make("option", { value: entry[0], text: entry[1], selected: entry[0] === cause });
        })
    );
    document.getElementById("cause").onchange = function () {
      cause = this.value;
      R.drawMoves();
    };
  }

  function line(row) {
    var place = row.campaign.place,
      told = why(row);
    return [
      make("span", {}, [place.name + " ", make("small", { class: "pm", text: row.campaign.key })]),
      R.plan.streets[place.street],
      R.count(place.households),
      make("span", { class: "move " + row.kind, text: R.kindSaid(row.kind) }),
      said(row.before),
      said(row.after),
      shift(row),
      [told.text, R.otherWorks(row)].filter(Boolean).join(R.semicolon())
    ];
  }

  /** Draws the list for the street, search, kinds and cause that are chosen. */
  R.drawMoves = function () {
    var wanted = R.state.kinds,
      rows = R.chosen(true)
        .filter(function (row) {
          return wanted.length || row.kind !== "same";
        })
        .sort(byWait);
    drawCauses(rows);
    if (cause)
      rows = rows.filter(function (row) {
        return why(row).kinds.indexOf(cause) >= 0;
      });
    document.getElementById("moves-note").textContent = R.beside()
      ? R.t("Reasons are told of differences to the base: choose it as the case beside.")
      : R.t("A reason tells what keeps a campaign from its start in the base, everything else as in the case.");
    R.fill("move-list", [
      rows.length
        ? R.longTable(
            "",
            [
              [R.t("Name"), ""],
              [R.t("Street"), "d"],
              [R.t("Households"), "n"],
              [R.t("Difference"), "d"],
              [R.caseName(R.beside()), "d from"],
              [R.caseName(R.shown()), "d from"],
              [R.t("Shift"), "n"],
              [R.t("Why, and other works"), "why"]
            ],
            rows,
            line
          )
        : make("p", { class: "note", text: R.t("Nobody moves that the filters leave.") })
    ]);
  };
})(Renewal);
