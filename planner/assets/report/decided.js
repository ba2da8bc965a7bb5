/* What rules decide: money that lapses, payers' shares, costs by source, openings, preparation. */
(function (R) {
  "use strict";
  var make = R.make;

  function text(cell) {
    if (cell === null || cell === undefined) return "";
    return typeof cell === "object" ? R.said(cell) : String(cell);
  }

  function money(cell) {
    return cell === null || cell === undefined ? "" : R.wan(cell);
  }

  function sum(rows, column) {
    return R.wan(
      rows.reduce(function (total, row) {
        return total + (row[column] || 0);
      }, 0)
    );
  }

  function titled(title, note, table) {
    return [make("h2", { text: title }), note ? make("p", { class: "note", text: note }) : null, table];
  }

  /** How firm a date is, to stand behind it; nothing where every date of the plan is firm. */
  R.resting = function (word) {
    return R.plan.rests && word ? " (" + R.label("funding", word) + ")" : "";
  };

  function drawLapses() {
    var rows = R.plan.lapses;
    if (!rows.length) return;
    var columns = [
      [R.t("Fund"), ""],
      [R.t("Year"), "n"],
      [R.t("Amount (10,000 yuan)"), "n"],
      [R.t("Could still be used by"), ""]
    ];
    var table = R.longTable("", columns, rows, function (row) {
      return [text(row[0]), text(row[1]), money(row[2]), text(row[3])];
    });
    R.fill("lapses", titled(R.t("Money that lapses"), R.t("What is left at the end of its last year."), table));
  }

  function drawShares() {
    var rows = R.plan.shares;
    if (!rows.length) return;
    var columns = [
      [R.t("Payer"), ""],
      [R.t("Nominal share"), "n"],
      [R.t("Exempt for hardship"), "n"],
      [R.t("Realised share"), "n"],
      [R.t("Paid by backstop funds"), "n"],
      [R.t("Left to government"), "n"]
    ];
    var shown = rows.map(function (row) {
      return [text(row[0])].concat(row.slice(1).map(money));
    });
    var title = R.t("What payers should pay and do (10,000 yuan)");
    var table = make("div", { class: "scroll" }, [R.table("", columns, shown)]);
    R.fill("payer-shares", titled(title, "", table));
  }

  function drawCosts() {
    var rows = R.plan.costs;
    if (!rows.length) return;
    var columns = [
      [R.t("Campaign"), ""],
      [R.t("This plan"), "n"],
      [R.t("Estimate"), "n"],
      [R.t("Contract"), "n"],
      [R.t("Paid"), "n"]
    ];
    var shown = rows.map(function (row) {
      return [text(row[0])].concat(row.slice(1).map(money));
    });
    var total = [R.t("Total")].concat(
      [1, 2, 3, 4].map(function (column) {
        return sum(rows, column);
      })
    );
    var note = R.t("In 10,000 yuan, each from its own source and never mixed; an empty cell: nothing is said.");
    var table = make("div", { class: "scroll" }, [R.table("", columns, shown, total)]);
    R.fill("costs", titled(R.t("Plan, estimate, contract and paid"), note, table));
  }

  function drawOpenings() {
    var rows = R.plan.openings;
    if (!rows.length) return;
    var columns = [
      [R.t("Kind of site"), ""],
      [R.t("Name"), ""],
      [R.t("No. of the opening"), "n"],
      [R.t("Opened in the period from"), "d"],
      [R.t("Campaigns served"), ""],
      [R.t("Cost (10,000 yuan)"), "n"]
    ];
    var table = R.longTable("", columns, rows, function (row) {
      return [text(row[0]), text(row[1]), text(row[2]), row[3], text(row[4]), row[5] ? money(row[5]) : ""];
    });
    var note = R.t("Cost of setting up in 10,000 yuan. Grounds opened again after their first time: {n}.", {
      n: R.count(R.plan.measures.reopenings || 0)
    });
    R.fill("opening-list", titled(R.t("What is opened, when, and for whom"), note, table));
  }

  function begins(days) {
    return days[0] || "";
  }

  function drawReadiness() {
    var rows = R.plan.readiness;
    if (!rows.length) return;
    var stages = R.plan.staged ? ["Survey", "Design", "Publicity", "Approval", "Tender"] : [];
    var columns = [
      [R.t("Campaign"), ""],
      [R.t("Start"), "d"]
    ].concat(
      R.plan.rests ? [[R.t("Funding"), "d"]] : [],
      stages.map(function (stage) {
        return [R.t("{stage} begins by", { stage: R.t(stage) }), "d"];
      }),
      [[R.t("Agreements"), ""]]
    );
    var table = R.longTable("", columns, rows, function (row) {
      return [text(row[0]), row[1]].concat(
        R.plan.rests ? [text(row[2])] : [],
        stages.length ? row.slice(3, 8).map(begins) : [],
        [text(row[8])]
      );
    });
    var note = R.t(
      "Latest days, worked back from the start in calendar days; stages that are done stand empty."
    );
    R.fill("readiness-list", titled(R.t("Checklist before each start"), note, table));
  }

  /** Draws all of them; what a plan does not have takes no room. */
  R.drawDecided = function () {
    drawLapses();
    drawShares();
    drawCosts();
    drawOpenings();
    drawReadiness();
  };
})(Renewal);
