/* The fan of households completed over time, and the cloud of finish and cost. */
(function (R) {
  "use strict";
  var BANDS = [
    [0, 1, "#cfe0ea"],
    [1, 3, "#8db9d0"],
    [3, 4, "#cfe0ea"]
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

  function band(levels, from, to, colour) {
    var found = hidden(
      "band " + from,
      levels[to].map(function (share, at) {
        return share - levels[from][at];
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
      data: ["P50", R.t("Plan")]
    };
  }

  function share(value) {
    return R.percent(value, 0);
  }

  /** Months that are shown: until all is finished in nine of ten replications, and three more. */
  function shownMonths(progress) {
    var least = progress.levels[0].finished,
      done = least.findIndex(function (finished, at) {
        return finished >= 0.9995 && progress.planned[at] >= 0.9995;
      });
    return done < 0 ? progress.dates.length : Math.min(done + 4, progress.dates.length);
  }

  /** Progress over the months that are shown. */
  function shownProgress() {
    var p = R.plan.progress,
      months = shownMonths(p);
    return {
      dates: p.dates.slice(0, months),
      planned: p.planned.slice(0, months),
      levels: p.levels.map(function (held) {
        return held.finished.slice(0, months);
      })
    };
  }

  /** Option of the fan chart: the share of campaigns finished by the first days of months. */
  R.fanOption = function () {
    var p = shownProgress(),
      levels = p.levels;
    var option = R.chartBase(R.t("Share of campaigns finished over time, with bands of chance."));
    option.grid = { left: 8, right: 22, top: 34, bottom: 4, containLabel: true };
    option.legend = legend();
    option.tooltip.trigger = "axis";
    option.tooltip.formatter = function (hits) {
      var at = hits[0].dataIndex;
      function between(from, to) {
        return R.percent(levels[from][at]) + " – " + R.percent(levels[to][at]);
      }
      return [
        "<b>" + p.dates[at] + "</b>",
        "P10–P90: " + between(0, 4),
        "P25–P75: " + between(1, 3),
        "P50: " + R.percent(levels[2][at]),
        R.t("Plan") + ": " + R.percent(p.planned[at])
      ].join("<br>");
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
      max: 1,
      axisLabel: { formatter: share, color: R.soft },
      splitLine: { lineStyle: { color: "#e6ebef" } }
    };
    option.series = [hidden("base", levels[0])]
      .concat(
        BANDS.map(function (b) {
          return band(levels, b[0], b[1], b[2]);
        })
      )
      .concat([
        line("P50", levels[2], { color: "#0b4f6c", width: 2.2 }),
        line(R.t("Plan"), p.planned, { color: R.ink, width: 1.5, type: "dashed" })
      ]);
    return option;
  };

  function planLines() {
    return {
      silent: true,
      symbol: "none",
      lineStyle: { color: R.ink, type: "dashed", width: 1.2 },
      label: { color: R.ink, fontSize: 12, formatter: R.t("Plan"), position: "insideEndTop" },
      data: [{ xAxis: R.moment(R.plan.finish.planned) }, { yAxis: R.plan.cost.planned / 1e4 }]
    };
  }

  /** The round step of an axis, 1, 2 or 5 times a power of ten, that is no less than asked. */
  function stepOf(least) {
    var power = Math.pow(10, Math.floor(Math.log10(least)));
    return [1, 2, 5, 10].find(function (one) {
      return one * power >= least;
    }) * power;
  }

  /** Option of the cloud of finish and cost; one dot is one replication. */
  R.jointOption = function () {
    var points = R.plan.joint.points.filter(function (point) {
      return point[0];
    });
    var option = R.chartBase(R.t("Finish and cost of {n} replications.", { n: R.count(points.length) }));
    option.grid = { left: 8, right: 22, top: 30, bottom: 4, containLabel: true };
    option.xAxis = {
      type: "time",
      scale: true,
      minInterval: 28 * 86400000,
      min: function (span) {
        return Math.min(span.min, R.moment(R.plan.finish.planned)) - 20 * 86400000;
      },
      axisLabel: { color: R.ink, hideOverlap: true, formatter: "{yyyy}-{MM}" },
      splitLine: { show: false }
    };
    option.yAxis = {
      type: "value",
      scale: true,
      min: function (span) {
        var least = Math.min(span.min, R.plan.cost.planned / 1e4),
          step = stepOf(Math.max(span.max - least, 1) / 5);
        return Math.floor(least / step) * step; // on a mark of the axis, or two labels would meet
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
        symbolSize: points.length > 400 ? 5 : 7,
        itemStyle: { color: "#2c728e", opacity: 0.55 },
        data: points.map(function (point) {
          return [R.moment(point[0]), point[1] / 1e4];
        }),
        markLine: planLines()
      }
    ];
    return option;
  };

  /** What the cloud says in a sentence. */
  R.jointSaid = function () {
    var said = R.t("In time: {time}; within the cost: {cost}; both: {both}.", {
      time: R.percent(R.plan.finish.on_time.value || 0),
      cost: R.percent(R.plan.cost.within.value || 0),
      both: R.percent(R.plan.joint.plan.value || 0)
    });
    if (!R.plan.finish.p80 || !R.plan.cost.p80) return said;
    return said + " " + R.t("Both P80: {share}.", { share: R.percent(R.plan.joint.p80.value || 0) });
  };
})(Renewal);
