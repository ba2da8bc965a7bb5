/* Answers: who nearly came a year earlier, what limits are worth, how each street fares. */
(function (R) {
  "use strict";
  var make = R.make;

  /** A cell that may stand in both languages. */
  R.cell = function (cell) {
    if (cell === null || cell === undefined) return "";
    return typeof cell === "object" ? R.said(cell) : String(cell);
  };

  /** What parts the parts of a sentence in the reader's language. */
  R.semicolon = function () {
    return R.lang === "zh" ? "；" : "; ";
  };

  /** A share in per cent, empty where it is not known. */
  R.share = function (share) {
    return share === null || share === undefined ? "" : R.percent(share);
  };

  /** A title, a note and a table below each other. */
  R.titled = function (title, note, table) {
    return [make("h3", { text: title }), note ? make("p", { class: "note", text: note }) : null, table];
  };

  function link(key, name) {
    return make("button", {
      type: "button",
      class: "link",
      text: name,
      onclick: function () {
        R.change({ place: key });
      }
    });
  }

  function lacked(text) {
    return make(
      "ul",
      { class: "told" },
      text.split(R.semicolon()).map(function (part) {
        return make("li", { text: part });
      })
    );
  }

  function drawNearest() {
    var rows = R.plan.answers.nearest;
    if (!rows.length) return R.fill("nearest", []);
    var columns = [
      [R.t("Estate"), ""],
      [R.t("Street"), "d"],
      [R.t("Households"), "n"],
      [R.t("Planned year"), "n"],
      [R.t("Year before"), "n"],
      [R.t("Loss (household-years)"), "n"],
      [R.t("What it lacked"), ""]
    ];
    var shown = rows.map(function (row, n) {
      return [
        link(R.plan.answers.keys[n], R.cell(row[0])),
        R.cell(row[1]),
        R.count(row[2]),
        R.cell(row[3]),
        R.cell(row[4]),
        row[5] === null ? "" : R.telling(row[5] < 0.05 ? 0 : row[5]),
        lacked(R.cell(row[6]))
      ];
    });
    var note = R.t("Loss: what the aim would lose if the estate started in the year before, in household-years.");
    var table = make("div", { class: "scroll" }, [R.table("", columns, shown)]);
    return R.fill("nearest", R.titled(R.t("Estates that most nearly came a year earlier"), note, table));
  }

  function drawWorths() {
    var rows = R.plan.answers.limits;
    if (!rows.length) return R.fill("worths", []);
    var columns = [
      [R.t("Limit"), ""],
      [R.t("Where"), ""],
      [R.t("One step"), "d"],
      [R.t("Worth"), "n"],
      [R.t("Left"), "n"]
    ];
    var shown = rows.map(function (row) {
      return [R.cell(row[0]), R.cell(row[1]), R.cell(row[2]), R.telling(row[3]), R.cell(row[4])];
    });
    var note = R.t("What one step more of each limit would add to the aim, in household-years.");
    var table = make("div", { class: "scroll" }, [R.table("", columns, shown)]);
    return R.fill("worths", R.titled(R.t("Limits by worth"), note, table));
  }

  function drawStreets() {
    var rows = R.plan.answers.streets,
      asked = rows.some(function (row) {
        return row[3];
      });
    var columns = [
      [R.t("Street"), ""],
      [R.t("Share of households"), "n"],
      asked ? [R.t("Share of votes"), "n"] : null,
      [R.t("Share of money"), "n"],
      [R.t("Share of benefit"), "n"],
      [R.t("Mean wait (years)"), "n"],
      asked ? [R.t("How sure"), "d"] : null
    ].filter(Boolean);
    var shown = rows.map(function (row) {
      return [
        R.cell(row[0]),
        R.share(row[2]),
        asked ? R.share(row[4]) : null,
        R.share(row[5]),
        R.share(row[6]),
        row[7] === null ? "" : R.decimal(row[7]),
        asked ? R.cell(row[10]) : null
      ].filter(function (cell) {
        return cell !== null;
      });
    });
    var note = R.plan.answers.far
      .map(function (line) {
        return R.cell(line[0]);
      })
      .join(R.semicolon());
    var table = make("div", { class: "scroll" }, [R.table("", columns, shown)]);
    return R.fill("fair", R.titled(R.t("How each street fares"), note, table));
  }

  /** Draws the answers; a plan without them has none. */
  R.drawAnswers = function () {
    if (!document.getElementById("answers")) return;
    drawNearest();
    drawWorths();
    drawStreets();
  };
})(Renewal);
