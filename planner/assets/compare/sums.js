/* Money by year in the two cases, and a measure along the sliders. */
(function (R) {
  "use strict";

  function columns(number, key, look) {
    return {
      type: "bar",
      name: R.caseName(number) + " · " + (key ? R.t("other payers") : R.t("public money")),
      stack: look.stack,
      barGap: "10%",
      barMaxWidth: 46,
      data: R.plan.cases[number].money.map(function (year) {
        return (key ? year[0] - year[1] : year[1]) / 1e4;
      }),
      itemStyle: look.style,
      color: look.colour
    };
  }

  /** A legend above a chart; on a narrow screen one row to leaf through, as rows would cover the chart. */
  R.legendTop = function () {
    var type = window.innerWidth < 600 ? "scroll" : "plain";
    return { top: 0, left: 0, right: 0, type: type, itemWidth: 16, itemHeight: 11, itemGap: 12, textStyle: { fontSize: 12.5, color: R.ink } };
  };

  /** Option of the columns of money by year, the case beside in pale. */
  R.yearsOption = function () {
    var option = R.chartBase(R.t("Money by year in the two cases, public money and other payers. The workbook holds the same."), true);
    option.grid = { left: 8, right: 12, top: 60, bottom: 4, containLabel: true };
    option.legend = R.legendTop();
    option.tooltip.trigger = "axis";
    option.tooltip.axisPointer = { type: "shadow" };
    option.tooltip.valueFormatter = function (value) {
      return R.decimal(value);
    };
    option.xAxis = {
      type: "category",
      data: R.plan.years.map(String),
      axisTick: { show: false },
      axisLabel: { color: R.ink, fontSize: 13 }
    };
    option.yAxis = R.valueAxis();
    option.series = [];
    [
      [R.beside(), "beside", ["#b9cfda", "#dfe6ea"]],
      [R.shown(), "shown", ["#0b4f6c", "#6a9fb5"]]
    ].forEach(function (side) {
      if (side[1] === "shown" && R.shown() === R.beside()) return;
      [0, 1].forEach(function (key) {
        option.series.push(
          columns(side[0], key, {
            stack: side[1],
            colour: side[2][key],
            style: { borderColor: "#45596a", borderWidth: 0.5 }
          })
        );
      });
    });
    return option;
  };

  /** The measure that is drawn along the sliders. */
  R.pickedMeasure = function () {
    var m = R.plan.measures.findIndex(function (measure) {
      return measure.name === R.state.measure;
    });
    return Math.max(m, 0);
  };

  function same(point, here, but) {
    return R.plan.grids.every(function (grid) {
      return grid.key === but || point[grid.key] === here[grid.key];
    });
  }

  function along(grid, here, m) {
    return grid.values.map(function (value) {
      var wanted = Object.assign({}, here);
      wanted[grid.key] = value;
      var n = R.plan.cases.findIndex(function (one) {
        return one.at && !one.extra && one.at[grid.key] === value && same(one.at, wanted, grid.key);
      });
      var worth = n < 0 ? null : R.measured(n, m),
        gave = n >= 0 && R.plan.cases[n].status === "IMPOSSIBLE";
      return { value: worth, number: n, symbol: gave ? "emptyDiamond" : "circle" };
    });
  }

  function scaled(value, measure) {
    return value === null ? null : measure.unit === "yuan" ? value / 1e4 : value;
  }

  /** Option of a measure along the first slider: a line for each level of the second. */
  R.alongOption = function () {
    var grids = R.plan.grids,
      m = R.pickedMeasure(),
      measure = R.plan.measures[m],
      here = R.plan.cases[R.shown()].at || R.plan.cases[0].at || {};
    var option = R.chartBase(R.t("{measure} along the first slider.", { measure: R.measureSaid(measure) }));
    option.grid = { left: 8, right: 24, top: grids.length > 1 ? 40 : 14, bottom: 26, containLabel: true };
    option.legend = grids.length > 1 ? R.legendTop() : undefined;
    option.xAxis = {
      type: "category",
      name: R.said(grids[0], "label"),
      nameLocation: "middle",
      nameGap: 28,
      boundaryGap: false,
      data: grids[0].values.map(function (value) {
        return R.levelSaid(grids[0], value);
      }),
      axisLabel: { color: R.ink, hideOverlap: true, showMaxLabel: true, alignMaxLabel: "right" }
    };
    option.yAxis = Object.assign(R.valueAxis(), { scale: true });
    option.yAxis.axisLabel.formatter = function (value) {
      return R.telling(value);
    };
    var levels = grids.length > 1 ? grids[1].values : [null];
    option.tooltip.formatter = function (hit) {
      if (hit.data.number < 0) return "";
      return (
        R.escaped(R.caseName(hit.data.number)) + "<br>" + R.escaped(R.measureSaid(measure)) + ": " +
        R.amount(R.measured(hit.data.number, m), measure)
      );
    };
    option.series = levels.map(function (level, l) {
      var at = Object.assign({}, here);
      if (level !== null) at[grids[1].key] = level;
      grids.slice(2).forEach(function (grid) {
        if (!(grid.key in at)) at[grid.key] = grid.values[0];
      });
      return {
        name: level === null ? R.measureSaid(measure) : R.levelSaid(grids[1], level),
        type: "line",
        connectNulls: true,
        color: R.colour(l),
        data: along(grids[0], at, m).map(function (entry) {
          var now = entry.number === R.shown();
          return {
            value: scaled(entry.value, measure),
            number: entry.number,
            symbol: entry.symbol,
            symbolSize: now ? 15 : 8,
            itemStyle: now ? { borderColor: "#17212b", borderWidth: 2 } : {}
          };
        })
      };
    });
    return option;
  };
})(Renewal);
