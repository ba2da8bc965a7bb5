/* How busy crews, offices and permits are, month by month: the darker the more is taken. */
(function (R) {
  "use strict";
  var SHOWN = 24,
    LINE = 17;
  var SHADES = [
    [0.25, "#eef3f6"],
    [0.5, "#cfe0ea"],
    [0.75, "#8db9d0"],
    [0.9, "#e9a13b"],
    [Infinity, "#b4471f"]
  ];

  /** Pools whose months are known, those waited for longest first. */
  function rows() {
    return R.plan.resources
      .filter(function (row) {
        return row.months.length;
      })
      .slice(0, SHOWN);
  }

  R.crewsHeight = function () {
    return 62 + LINE * rows().length;
  };

  function months(shown) {
    var all = {};
    shown.forEach(function (row) {
      row.months.forEach(function (month) {
        all[month[0]] = true;
      });
    });
    return Object.keys(all).sort();
  }

  function pieces() {
    return SHADES.map(function (shade, at) {
      var from = at ? SHADES[at - 1][0] : 0,
        piece = { color: shade[1], gte: from };
      if (shade[0] < Infinity) piece.lt = shade[0];
      piece.label =
        shade[0] < Infinity
          ? Math.round(100 * from) + "–" + Math.round(100 * shade[0]) + " %"
          : "≥ " + Math.round(100 * from) + " %";
      return piece;
    });
  }

  /** Option of the chart; a dot marks months in which visits wait for the pool. */
  R.crewsOption = function () {
    var shown = rows(),
      all = months(shown),
      cells = [],
      marks = [];
    shown.forEach(function (row, at) {
      row.months.forEach(function (month) {
        var cell = [all.indexOf(month[0]), at, Math.min(1, month[1])];
        cells.push(cell);
        if (month[2]) marks.push(cell);
      });
    });
    var option = R.chartBase(R.t("Share of {n} resources taken by month.", { n: R.count(shown.length) }));
    option.grid = { left: 8, right: 16, top: 34, bottom: 4, containLabel: true };
    option.xAxis = {
      type: "category",
      data: all,
      axisTick: { show: false },
      axisLabel: R.yearLabels(all)
    };
    option.yAxis = {
      type: "category",
      inverse: true,
      data: shown.map(function (row) {
        return R.said(row) + " (" + R.label("pools", row.kind) + ")";
      }),
      axisTick: { show: false },
      axisLabel: { color: R.ink, fontSize: 12, interval: 0, width: window.innerWidth < 600 ? 110 : 230, overflow: "truncate" }
    };
    option.visualMap = {
      type: "piecewise",
      seriesIndex: 0,
      dimension: 2,
      orient: "horizontal",
      top: 2,
      right: 16,
      itemWidth: 18,
      itemHeight: 11,
      itemGap: 8,
      textGap: 5,
      selectedMode: false,
      textStyle: { color: R.ink, fontSize: 12 },
      pieces: pieces()
    };
    option.tooltip.formatter = function (hit) {
      var row = shown[hit.value[1]],
        overload = row.months.some(function (month) {
          return month[0] === all[hit.value[0]] && month[2];
        });
      return (
        "<b>" +
        R.escaped(R.said(row)) +
        "</b> · " +
        all[hit.value[0]] +
        "<br>" +
        R.t("{share} taken", { share: R.percent(hit.value[2]) }) +
        (overload ? "<br>" + R.t("visits wait for it") : "")
      );
    };
    option.series = [
      { type: "heatmap", data: cells, itemStyle: { borderColor: "#fff", borderWidth: 1 } },
      {
        type: "scatter",
        silent: true,
        symbolSize: 4,
        itemStyle: { color: R.ink },
        data: marks
      }
    ];
    return option;
  };
})(Renewal);
