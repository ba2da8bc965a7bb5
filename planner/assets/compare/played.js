/* What chance makes of the plans: measures of construction played forward, with their intervals. */
(function (R) {
  "use strict";
  var make = R.make;

  function interval(entry, measure) {
    if (entry.low === null || entry.low === undefined) return "";
    return R.t("{low} to {high}", { low: R.amount(entry.low, measure), high: R.amount(entry.high, measure) });
  }

  function difference(entry, measure) {
    if (!entry || entry.verdict === "same") return entry ? make("span", { class: "verdict", text: "=" }) : null;
    var verdict = entry.clear ? R.verdict(entry.mean, measure) : "";
    return make("span", {
      class: "verdict" + (entry.clear ? " clear " + verdict : ""),
      title: interval(entry, measure),
      text:
        (entry.mean === null ? "" : R.signed(entry.mean, measure) + R.inBrackets(interval(entry, measure)) + " ") +
        (entry.clear ? R.t("clear") : R.t("unclear"))
    });
  }

  function cell(played, measure, number) {
    var entry = played.measures[measure.name];
    if (!entry) return "–";
    return make("div", {}, [
      make("strong", { text: R.amount(entry.mean, measure) }),
      make("span", { class: "pm", text: interval(entry, measure) }),
      make("span", { class: "pm", text: "P80 " + R.amount(entry.p80, measure) }),
      number && played.difference ? difference(played.difference[measure.name], measure) : null
    ]);
  }

  /** Draws the cases that were played, one a line. */
  R.drawPlayed = function () {
    if (!R.plan.playedMeasures.length) return;
    var cases = R.studied().filter(function (number) {
      return R.plan.cases[number].played;
    });
    R.fill("played-list", [
      R.table(
        "",
        [[R.t("Case"), ""], [R.t("Replications"), "n"]].concat(
          R.plan.playedMeasures.map(function (measure) {
            var way = R.directionSaid(measure);
            return [R.measureSaid(measure) + (way ? " · " + way : ""), "n"];
          })
        ),
        cases.map(function (number) {
          var played = R.plan.cases[number].played;
          return [R.caseLink(number), R.count(played.replications)].concat(
            R.plan.playedMeasures.map(function (measure) {
              return cell(played, measure, number);
            })
          );
        })
      )
    ]);
  };
})(Renewal);
