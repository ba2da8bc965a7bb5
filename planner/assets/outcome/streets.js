/* Largest shares of streets disturbed at once: middle case, and up to P80. */
(function (R) {
  "use strict";

  /** Option of the peaks of streets. */
  R.peaksOption = function () {
    var shown = R.plan.disruption.streets.slice().sort(function (a, b) {
      return b.peak_p80 - a.peak_p80;
    });
    var option = R.chartBase(R.t("Largest share of each street's households disturbed at once."));
    option.grid = { left: 8, right: 56, top: 26, bottom: 4, containLabel: true };
    option.xAxis = {
      type: "value",
      min: 0,
      axisLabel: {
        formatter: function (value) {
          return R.percent(value, 0);
        },
        color: R.soft
      },
      splitLine: { lineStyle: { color: "#e6ebef" } }
    };
    option.yAxis = {
      type: "category",
      inverse: true,
      data: shown.map(function (street) {
        return street.street || R.t("(no street)");
      }),
      axisTick: { show: false },
      axisLabel: { color: R.ink, fontSize: 12.5 }
    };
    option.tooltip.trigger = "axis";
    option.tooltip.axisPointer = { type: "shadow" };
    option.tooltip.formatter = function (hits) {
      var street = shown[hits[0].dataIndex];
      return (
        "<b>" +
        R.escaped(street.street) +
        "</b><br>P50: " +
        R.percent(street.peak_p50) +
        "<br>P80: " +
        R.percent(street.peak_p80) +
        "<br>" +
        R.t("days above {share}: {n} (P50), {more} (P80)", {
          share: R.percent(R.plan.disruption.threshold, 0),
          n: R.count(street.much_p50),
          more: R.count(street.much_p80)
        })
      );
    };
    option.series = [
      {
        type: "bar",
        barMaxWidth: 18,
        color: "#cfe0ea",
        data: shown.map(function (street) {
          return street.peak_p80;
        }),
        label: R.barFigure(function (hit) {
          return R.percent(hit.value, 0);
        }),
        markLine: shown.length
          ? {
              silent: true,
              symbol: "none",
              lineStyle: { color: "#9b1c1c", type: "dashed", width: 1.4 },
              label: {
                position: "start",
                formatter: R.percent(R.plan.disruption.threshold, 0),
                color: "#9b1c1c",
                fontSize: 12
              },
              data: [{ xAxis: R.plan.disruption.threshold }]
            }
          : undefined
      },
      {
        type: "scatter",
        symbolSize: 11,
        itemStyle: { color: "#0b4f6c" },
        data: shown.map(function (street) {
          return street.peak_p50;
        })
      }
    ];
    return option;
  };
})(Renewal);
