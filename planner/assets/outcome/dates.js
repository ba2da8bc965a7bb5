/* The fan of households completed over time, and the cloud of finish and cost. */
(function (R) {
  "use strict";
  var BANDS = [
    ["p10", "p25", "#cfe0ea"],
    ["p25", "p75", "#8db9d0"],
    ["p75", "p90", "#cfe0ea"]
  ];

  function hidden(name, data) {
    return {
      name: name,
      type: "line",
      stack: "band",
      symbol: "none",
      silent: true,
      data: data,
      lineStyle: { opacity: 0 },
      areaStyle: { opacity: 0 },
      tooltip: { show: false }
    };
  }

  function band(progress, from, to, colour) {
    var found = hidden(
      from + to,
      progress[to].map(function (value, at) {
        return value - progress[from][at];
      })
    );
    found.areaStyle = { color: colour, opacity: 1 };
    return found;
  }

  function line(name, data, style) {
    return { name: name, type: "line", symbol: "none", data: data, color: style.color, lineStyle: style, z: 5 };
  }

  function legend() {
    return {
      top: 2,
      left: 0,
      itemWidth: 20,
      itemHeight: 10,
      itemGap: 14,
      selectedMode: false,
      textStyle: { fontSize: 12.5, color: R.ink },
      data: [R.t("P50"), R.t("Plan")]
    };
  }

  /** Option of the fan chart. */
  R.fanOption = function () {
    var p = R.plan.progress;
    var option = R.chartBase(
      R.t("Households completed over time, of {n} in all, with bands of chance.", { n: R.count(p.of) })
    );
    option.grid = { left: 8, right: 22, top: 34, bottom: 4, containLabel: true };
    option.legend = legend();
    option.tooltip.trigger = "axis";
    option.tooltip.formatter = function (hits) {
      var at = hits[0].dataIndex;
      return (
        "<b>" +
        p.dates[at].slice(0, 7) +
        "</b><br>P10–P90: " +
        R.count(p.p10[at]) +
        " – " +
        R.count(p.p90[at]) +
        "<br>P25–P75: " +
        R.count(p.p25[at]) +
        " – " +
        R.count(p.p75[at]) +
        "<br>P50: " +
        R.count(p.p50[at]) +
        "<br>" +
        R.t("Plan") +
        ": " +
        R.count(p.planned[at])
      );
    };
    option.xAxis = {
      type: "category",
      boundaryGap: false,
      data: p.dates,
      axisLabel: R.yearLabels(p.dates),
      axisTick: { show: false }
    };
    option.yAxis = {
      type: "value",
      min: 0,
      axisLabel: { formatter: R.count, color: R.soft },
      splitLine: { lineStyle: { color: "#e6ebef" } }
    };
    option.series = [hidden("base", p.p10)]
      .concat(
        BANDS.map(function (b) {
          return band(p, b[0], b[1], b[2]);
        })
      )
      .concat([
        line(R.t("P50"), p.p50, { color: "#0b4f6c", width: 2.2 }),
        line(R.t("Plan"), p.planned, { color: R.ink, width: 1.5, type: "dashed" })
      ]);
    return option;
  };

  function planLines(joint) {
    return {
      silent: true,
      symbol: "none",
      lineStyle: { color: R.ink, type: "dashed", width: 1.2 },
      label: { color: R.ink, fontSize: 12, formatter: R.t("Plan") },
      data: [{ xAxis: R.moment(joint.finish) }, { yAxis: joint.cost / 1e4 }]
    };
  }

  /** Option of the cloud of finish and cost; one dot is one replication. */
  R.jointOption = function () {
    var joint = R.plan.joint;
    var option = R.chartBase(
      R.t("Finish and cost of {n} replications.", { n: R.count(joint.points.length) })
    );
    option.grid = { left: 8, right: 22, top: 20, bottom: 4, containLabel: true };
    option.xAxis = {
      type: "time",
      scale: true,
      min: function (span) {
        return Math.min(span.min, R.moment(joint.finish)) - 20 * 86400000;
      },
      axisLabel: { color: R.ink, hideOverlap: true, formatter: "{yyyy}-{MM}" },
      splitLine: { show: false }
    };
    option.yAxis = {
      type: "value",
      scale: true,
      min: function (span) {
        return Math.min(span.min, (joint.cost / 1e4) * 0.995);
      },
      name: R.t("10,000 yuan"),
      nameTextStyle: { color: R.soft, align: "left" },
      axisLabel: { formatter: R.count, color: R.soft },
      splitLine: { lineStyle: { color: "#e6ebef" } }
    };
    option.tooltip.formatter = function (hit) {
      return (
        new Date(hit.value[0]).toISOString().slice(0, 10) +
        "<br>" +
        R.wan(hit.value[1] * 1e4) +
        " " +
        R.t("(10,000 yuan)")
      );
    };
    option.series = [
      {
        type: "scatter",
        symbolSize: joint.points.length > 400 ? 5 : 7,
        itemStyle: { color: "#2c728e", opacity: 0.55 },
        data: joint.points.map(function (point) {
          return [R.moment(point[0]), point[1] / 1e4];
        }),
        markLine: planLines(joint)
      }
    ];
    return option;
  };

  /** What the cloud says in a sentence. */
  R.jointSaid = function () {
    var joint = R.plan.joint;
    return R.t("In time: {time}; within the cost: {cost}; both: {both}.", {
      time: R.percent(joint.by_date),
      cost: R.percent(joint.within_cost),
      both: R.percent(joint.both)
    });
  };
})(Renewal);
