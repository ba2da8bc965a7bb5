/* Cash of a fund by quarter: bars from P10 to P90, the middle case, and the plan. */
(function (R) {
  "use strict";

  function wan(yuan) {
    return yuan / 1e4;
  }

  function summed(name) {
    var found = R.plan.cash.filter(function (entry) {
      return entry.fund === name;
    });
    return found.length ? found[0].quarters : [];
  }

  /** Option of the chart of one fund. */
  R.cashOption = function (fund) {
    var quarters = summed(fund);
    var option = R.chartBase(R.t("Cash of a fund by quarter at P10, P50 and P90."));
    option.grid = { left: 8, right: 16, top: 34, bottom: 4, containLabel: true };
    option.legend = {
      top: 2,
      left: 0,
      itemWidth: 20,
      itemHeight: 10,
      selectedMode: false,
      textStyle: { fontSize: 12.5, color: R.ink },
      data: [R.t("P10 to P90"), "P50", R.t("Plan")]
    };
    option.tooltip.trigger = "axis";
    option.tooltip.formatter = function (hits) {
      var q = quarters[hits[0].dataIndex];
      return (
        "<b>" +
        q.quarter +
        "</b><br>" +
        ["p10", "p50", "p90"]
          .map(function (key) {
            return key.toUpperCase() + ": " + R.wan(q[key]);
          })
          .join("<br>") +
        "<br>" +
        R.t("Plan") +
        ": " +
        R.wan(q.planned)
      );
    };
    option.xAxis = {
      type: "category",
      data: quarters.map(function (q) {
        return q.quarter;
      }),
      axisTick: { show: false },
      axisLabel: { color: R.ink, hideOverlap: true }
    };
    option.yAxis = {
      type: "value",
      axisLabel: { formatter: R.count, color: R.soft },
      splitLine: { lineStyle: { color: "#e6ebef" } }
    };
    option.series = [
      {
        name: "below",
        type: "bar",
        stack: "range",
        silent: true,
        itemStyle: { color: "transparent" },
        data: quarters.map(function (q) {
          return wan(q.p10);
        })
      },
      {
        name: R.t("P10 to P90"),
        type: "bar",
        stack: "range",
        barMaxWidth: 22,
        color: "#a9cadb",
        data: quarters.map(function (q) {
          return wan(q.p90 - q.p10);
        })
      },
      {
        name: "P50",
        type: "line",
        step: "middle",
        symbol: "none",
        color: "#0b4f6c",
        lineStyle: { width: 2 },
        data: quarters.map(function (q) {
          return wan(q.p50);
        })
      },
      {
        name: R.t("Plan"),
        type: "line",
        step: "middle",
        symbol: "none",
        color: R.ink,
        lineStyle: { width: 1.4, type: "dashed" },
        data: quarters.map(function (q) {
          return wan(q.planned);
        })
      }
    ];
    return option;
  };
})(Renewal);
