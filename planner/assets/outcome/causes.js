/* What the finish is made of, and what drives it: bars of days, and the tornado. */
(function (R) {
  "use strict";
  var SHOWN = 14;

  function base(description, left) {
    var option = R.chartBase(description);
    option.grid = { left: left || 8, right: 76, top: 8, bottom: 4, containLabel: true };
    return option;
  }

  function narrow() {
    return window.innerWidth < 600;
  }

  function names(labels) {
    return {
      type: "category",
      inverse: true,
      data: labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: "#93a3af" } },
      axisLabel: {
        color: R.ink,
        fontSize: narrow() ? 11 : 12.5,
        width: narrow() ? 150 : 210,
        overflow: "break",
        lineHeight: narrow() ? 12 : 13
      }
    };
  }

  /** Parts of the finish, the largest first; small ones as one. */
  function parts() {
    var all = R.plan.attribution.causes.slice().sort(function (a, b) {
      return b.days - a.days;
    });
    if (all.length <= SHOWN) return all;
    var rest = all.slice(SHOWN - 1);
    return all.slice(0, SHOWN - 1).concat([
      {
        cause: "rest",
        en: R.t("all others"),
        zh: R.t("all others"),
        days: rest.reduce(function (sum, part) {
          return sum + part.days;
        }, 0),
        share: rest.reduce(function (sum, part) {
          return sum + part.share;
        }, 0)
      }
    ]);
  }

  var PLANNED = ["plan", "work", "left_out", "lag"];

  /** Option of the bars of causes: what the plan itself holds in grey blue, what came on top in orange. */
  R.attributionOption = function () {
    var shown = parts();
    var option = base(R.t("Mean days of each cause on the chain that bound the finish."));
    option.xAxis = {
      type: "value",
      axisLabel: { formatter: R.count, color: R.soft, hideOverlap: true },
      splitLine: { lineStyle: { color: "#e6ebef" } }
    };
    option.yAxis = names(
      shown.map(function (part) {
        return R.said(part);
      })
    );
    option.tooltip.formatter = function (hit) {
      var part = shown[hit.dataIndex];
      return R.escaped(R.said(part)) + "<br>" + R.t("{n} [day|days]", { n: R.decimal(part.days, 1) }) + (part.p80 === undefined ? "" : "<br>P80: " + R.t("{n} [day|days]", { n: R.decimal(part.p80, 1) }));
    };
    option.series = [
      {
        type: "bar",
        barMaxWidth: 20,
        data: shown.map(function (part) {
          return {
            value: part.days,
            itemStyle: { color: PLANNED.indexOf(part.cause) >= 0 ? "#7ea6bc" : "#d98a3a" }
          };
        }),
        label: R.barFigure(function (hit) {
          return R.decimal(hit.value, hit.value < 10 ? 1 : 0) + " (" + R.percent(shown[hit.dataIndex].share, 0) + ")";
        })
      }
    ];
    return option;
  };

  /** Option of the tornado: P80 of the finish by the fifth in which a driver falls. */
  R.tornadoOption = function () {
    var shown = R.plan.drivers.filter(function (d) {
      return d.finish_low && d.finish_high;
    });
    shown = shown.slice(0, SHOWN);
    var option = base(R.t("P80 of the finish by the fifth in which each driver falls."));
    option.grid.right = 22;
    option.grid.top = 26;
    option.xAxis = {
      type: "time",
      minInterval: 28 * 86400000,
      axisLabel: { color: R.soft, hideOverlap: true, formatter: "{yyyy}-{MM}" },
      splitLine: { show: true, lineStyle: { color: "#e6ebef" } }
    };
    option.yAxis = names(
      shown.map(function (driver) {
        return R.said(driver);
      })
    );
    option.tooltip.formatter = function (hit) {
      var driver = shown[hit.dataIndex];
      if (!driver) return "";
      return (
        R.escaped(R.said(driver)) +
        "<br>" +
        R.t("lowest fifth: {date}", { date: driver.finish_low }) +
        "<br>" +
        R.t("highest fifth: {date}", { date: driver.finish_high }) +
        "<br>" +
        R.t("share of the variance: {share}", { share: R.percent(driver.finish || 0) })
      );
    };
    var middle = R.plan.finish.p80 ? R.moment(R.plan.finish.p80.date) : null;
    option.series = [
      {
        type: "custom",
        encode: { x: [0, 1], y: 2 },
        data: shown.map(function (driver, at) {
          return [R.moment(driver.finish_low), R.moment(driver.finish_high), at];
        }),
        renderItem: function (params, api) {
          var from = api.coord([api.value(0), api.value(2)]),
            to = api.coord([api.value(1), api.value(2)]);
          var high = Math.min(api.size([0, 1])[1] * 0.6, 20),
            turn = middle === null ? from[0] : api.coord([middle, 0])[0];
          function half(a, b, y, colour) {
            return {
              type: "rect",
              shape: { x: Math.min(a, b), y: y, width: Math.max(Math.abs(b - a), 1), height: high / 2 },
              style: { fill: colour }
            };
          }
          return {
            type: "group",
            children: [
              half(from[0], turn, from[1] - high / 2, "#7ea6bc"),
              half(turn, to[0], from[1], "#d98a3a")
            ]
          };
        },
        markLine:
          middle === null
            ? undefined
            : {
                silent: true,
                symbol: "none",
                lineStyle: { color: R.ink, type: "solid", width: 1.2 },
                label: { position: "start", formatter: "P80 " + R.dated(R.plan.finish.p80), color: R.ink, fontSize: 12 },
                data: [{ xAxis: middle }]
              }
      }
    ];
    return option;
  };
})(Renewal);
