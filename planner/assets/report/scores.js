/* Scores of estates: rank, how far it rests on the weights, both scores, why an estate is not scored. */
(function (R) {
  "use strict";
  var make = R.make;

  function number(value) {
    return value === null ? "" : value.toFixed(2);
  }

  function range(row) {
    if (row.rank === null) return "";
    return row.best === row.worst ? String(row.best) : row.best + "–" + row.worst;
  }

  /** The section of scores; a plan without them has none. */
  R.drawScores = function () {
    var scores = R.plan.scores;
    if (!scores) return;
    R.fill("score-list", [
      make("p", { class: "note", text: R.said(scores.method) }),
      R.longTable(
        "",
        [
          [R.t("Rank by score"), "n"],
          [R.t("Estate"), ""],
          [R.t("Street"), "d"],
          [R.t("Ranks when a weight moves by 20 %"), "n"],
          [R.t("Weighted sum"), "n"],
          [R.t("TOPSIS closeness"), "n"],
          [R.t("Not scored because"), ""]
        ],
        scores.rows,
        function (row) {
          return [
            row.rank === null ? "" : String(row.rank),
            row.name,
            row.street,
            range(row),
            number(row.sum),
            number(row.closeness),
            row.why ? R.said(row.why) : ""
          ];
        }
      )
    ]);
  };
})(Renewal);
