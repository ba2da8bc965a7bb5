/* What chance makes of the plans: measures of construction played forward, with their intervals. */
(function (R) {
  "use strict";
  var make = R.make;

  function interval(entry, measure, places) {
    if (entry.low === null || entry.low === undefined) return "";
    var ends = [entry.low, entry.high].map(function (end) {
      return R.amount(end, measure, places).replace("-", "−");
    });
    return R.t("{low} to {high}", { low: ends[0], high: ends[1] });
  }

  /** Decimals at which a difference's interval, and no end of a clear one, looks like 0; undefined: the usual. */
  function telling(entry, measure) {
    var per = measure.unit === "share" ? 100 : 1,
      usual = measure.unit === "share" ? 1 : 2,
      ends = [entry.mean, entry.low, entry.high].map(Math.abs).filter(Boolean),
      size = (entry.clear ? Math.min : Math.max).apply(null, ends);
    var places = Math.ceil(-Math.log10(per * size));
    return ends.length && places > usual && measure.unit !== "yuan" ? Math.min(places, 6) : undefined;
  }

  function difference(entry, measure) {
    if (!entry || entry.verdict === "same") return entry ? make("span", { class: "verdict", text: "=" }) : null;
    var verdict = entry.clear ? R.verdict(entry.mean, measure) : "",
      places = telling(entry, measure),
      ends = interval(entry, measure, places);
    return make("span", {
      class: "verdict" + (entry.clear ? " clear " + verdict : ""),
      title: ends,
      text:
        (entry.mean === null ? "" : R.signed(entry.mean, measure, places) + R.inBrackets(ends) + " ") +
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

  function cases() {
    return R.studied().filter(function (number) {
      return R.plan.cases[number].played;
    });
  }

  var picked = "";

  function pickedMeasure() {
    return (
      R.plan.playedMeasures.filter(function (measure) {
        return measure.name === picked;
      })[0] || R.plan.playedMeasures[0]
    );
  }

  function drawPick() {
    var select = document.getElementById("played-measure");
    R.fill(
      select,
      R.plan.playedMeasures.map(function (measure) {
        return make("option", { value: measure.name, text: R.measureSaid(measure), selected: measure === pickedMeasure() });
      })
    );
    select.onchange = function () {
      picked = this.value;
      R.drawIntervals();
    };
  }

  function whisker(entries) {
    return function (params, api) {
      var entry = entries[params.dataIndex],
        y = api.coord([entry.mean, params.dataIndex])[1],
        x = [entry.low, entry.high].map(function (value) {
          return api.coord([value, params.dataIndex])[0];
        });
      var lines = [[x[0], y, x[1], y]].concat(
        x.map(function (at) {
          return [at, y - 5, at, y + 5];
        })
      );
      return {
        type: "group",
        children: lines.map(function (line) {
          return {
            type: "line",
            shape: { x1: line[0], y1: line[1], x2: line[2], y2: line[3] },
            style: { stroke: "#0b4f6c", lineWidth: 1.6 }
          };
        })
      };
    };
  }

  /** How high the chart of intervals is for the cases that were played. */
  R.intervalsHeight = function () {
    return 60 + (window.innerWidth < 600 ? 46 : 26) * cases().length;
  };

  /** Option of the intervals of the picked measure, a line for each case. */
  R.intervalsOption = function () {
    var measure = pickedMeasure(),
      numbers = cases();
    var entries = numbers.map(function (number) {
      return R.plan.cases[number].played.measures[measure.name] || { mean: null };
    });
    function dots(name, key, symbol, colour) {
      return {
        type: "scatter",
        name: name,
        symbol: symbol,
        symbolSize: 9,
        color: colour,
        z: 3,
        data: entries.map(function (entry, e) {
          return { value: [entry[key], e], number: numbers[e] };
        })
      };
    }
    var option = R.chartBase(R.t("{measure} of {n} cases with 95 % intervals.", { measure: R.measureSaid(measure), n: numbers.length }));
    option.grid = { left: 8, right: 24, top: 30, bottom: 4, containLabel: true };
    option.legend = R.legendTop();
    option.xAxis = R.valueAxis();
    option.xAxis.scale = true;
    option.xAxis.splitNumber = window.innerWidth < 600 ? 2 : 5;
    option.xAxis.axisLabel.hideOverlap = true;
    option.xAxis.axisLabel.formatter = function (value) {
      return R.amount(value, measure);
    };
    option.yAxis = {
      type: "category",
      inverse: true,
      data: numbers.map(R.caseName),
      axisTick: { show: false },
      axisLabel: {
        color: R.ink,
        fontSize: 11.5,
        lineHeight: 13,
        width: Math.min(300, 0.36 * window.innerWidth),
        overflow: "break",
        interval: 0
      }
    };
    option.tooltip.formatter = function (hit) {
      var number = hit.data.number;
      if (number === undefined) return "";
      var entry = R.plan.cases[number].played.measures[measure.name];
      return (
        "<b>" + R.escaped(R.caseName(number)) + "</b><br>" + R.escaped(R.measureSaid(measure)) + ": " +
        R.amount(entry.mean, measure) + R.inBrackets(R.escaped(interval(entry, measure))) + "<br>P80 " + R.amount(entry.p80, measure)
      );
    };
    var known = entries.map(function (entry) {
      return entry.low === null || entry.low === undefined ? { mean: NaN, low: NaN, high: NaN } : entry;
    });
    option.series = [
      {
        type: "custom",
        silent: true,
        renderItem: whisker(known),
        encode: { x: [0, 2, 3], y: 1 },
        data: known.map(function (entry, e) {
          return [entry.mean, e, entry.low, entry.high];
        })
      },
      dots(R.t("Mean"), "mean", "circle", "#0b4f6c"),
      dots("P80", "p80", "diamond", "#d55e00")
    ];
    return option;
  };

  /** Draws the cases that were played, one a line. */
  R.drawPlayed = function () {
    if (!R.plan.playedMeasures.length) return;
    drawPick();
    R.drawIntervals();
    R.fill("played-list", [
      R.table(
        "",
        [[R.t("Case"), ""], [R.t("Replications"), "n"]].concat(
          R.plan.playedMeasures.map(function (measure) {
            var way = R.directionSaid(measure);
            return [R.measureSaid(measure) + (way ? " · " + way : ""), "n"];
          })
        ),
        cases().map(function (number) {
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
