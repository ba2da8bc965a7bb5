/* What changes in the case that is shown: its what-ifs and every value they change. */
(function (R) {
  "use strict";
  var make = R.make,
    WHAT_IF = 0,
    KIND = 1,
    REASON = 2,
    TABLE = 3;

  R.drawChanges = function () {
    var changes = R.plan.cases[R.shown()].changes || [],
      said = [],
      seen = {};
    changes.forEach(function (change) {
      if (seen[change[WHAT_IF]]) return;
      seen[change[WHAT_IF]] = true;
      var reason = R.listed(change[REASON]),
        kind = R.listed(change[KIND]);
      said.push(
        make("li", {
          text:
            R.listed(change[WHAT_IF]) + (kind ? R.inBrackets(kind) : "") + (reason ? R.colon() + reason : "")
        })
      );
    });
    if (!changes.length) {
      R.fill("change-list", [make("p", { class: "note", text: R.t("Nothing: this is the programme as it stands.") })]);
      return;
    }
    R.fill("change-list", [
      make("ul", { class: "limits" }, said),
      R.longTable(
        "",
        [
          [R.t("What-if"), "d"],
          [R.t("Table"), "d"],
          [R.t("Row"), ""],
          [R.t("Column"), ""],
          [R.t("Before"), "n"],
          [R.t("After"), "n"]
        ],
        changes,
        function (change) {
          return [change[WHAT_IF]].concat(change.slice(TABLE)).map(R.listed);
        }
      )
    ]);
  };
})(Renewal);
