/* Households completed by street over time: cumulative steps, one on the other. */
(function (R) {
  "use strict";

  /** Households of the places completed by the end of each period, as counts[street][period]. */
  function counts(places) {
    var sums = R.plan.streets.map(function () {
      return R.plan.periods.map(function () {
        return 0;
      });
    });
    places.forEach(function (place) {
      if (!place.finish || place.state !== "completed" || !R.isEstate(place)) return;
      R.plan.periods.forEach(function (period, p) {
        if (place.finish <= period[2]) sums[place.street][p] += place.households;
      });
    });
    return sums;
  }

  function tip(sums) {
    return function (hits) {
      var p = hits[0].dataIndex,
        total = 0;
      var rows = R.plan.streets
        .map(function (street, s) {
          total += sums[s][p];
          return sums[s][p] ? R.escaped(street || R.t("(no street)")) + ": " + R.count(sums[s][p]) : "";
        })
        .filter(Boolean);
      return (
        "<b>" +
        R.plan.periods[p][0] +
        "</b> · " +
        R.t("{n} [household|households]", { n: R.count(total) }) +
        "<br>" +
        rows.join("<br>")
      );
    };
  }

  /** The next round number above all, so that the axis ends there. */
  function rounded(all) {
    var step = Math.pow(10, Math.max(0, Math.floor(Math.log10(all || 1)) - 1)) * 2;
    return Math.max(1, Math.ceil((all * 1.02) / step)) * step;
  }

  /** Option of the chart for some places. */
  R.progressOption = function (places, width) {
    var sums = counts(places);
    var all = R.sum(
      places.filter(function (p) {
        return R.isEstate(p) && p.state !== "excluded";
      }),
      "households"
    );
    var option = R.chartBase(
      R.t("Households completed by street, cumulative by period, of {n} in all.", { n: R.count(all) }),
      true
    );
    var names = R.plan.streets.map(function (street) {
      return street || R.t("(no street)");
    });
    option.grid = { left: 8, right: 26, top: 16 + R.legendHeight(names, width), bottom: 4, containLabel: true };
    option.legend = {
      top: 4,
      left: 0,
      itemWidth: 16,
      itemHeight: 11,
      itemGap: 12,
      icon: "rect",
      textStyle: { fontSize: 12.5, color: R.ink }
    };
    option.tooltip.trigger = "axis";
    option.tooltip.formatter = tip(sums);
    option.xAxis = {
      type: "category",
      boundaryGap: false,
      data: R.plan.periods.map(function (p) {
        return p[0];
      }),
      axisLabel: { color: R.ink, hideOverlap: true },
      axisTick: { show: false }
    };
    option.yAxis = Object.assign(R.valueAxis(), { max: rounded(all) });
    option.series = R.plan.streets
      .map(function (street, s) {
        return {
          name: street || R.t("(no street)"),
          type: "line",
          step: "end",
          stack: "all",
          symbol: "none",
          color: R.colour(s),
          data: sums[s],
          lineStyle: { width: 0.8, color: R.darker(R.colour(s)) },
          areaStyle: { opacity: 0.95 },
          emphasis: { disabled: true }
        };
      })
      .filter(function (series) {
        return series.data.some(Boolean);
      });
    if (option.series.length && all) {
      option.series[0].markLine = {
        silent: true,
        symbol: "none",
        lineStyle: { color: R.ink, type: "dashed" },
        data: [{ yAxis: all }],
        label: {
          position: "insideStartTop",
          formatter: R.t("all: {n}", { n: R.count(all) }),
          color: R.ink,
          fontSize: 12.5
        }
      };
    }
    return option;
  };
})(Renewal);
