/* What more money brings, and what one aim costs in another. */
(function (R) {
  "use strict";
  var WIDE = 10; // symbols of points in pixels

  function numberAxis(name) {
    return {
      type: "value",
      scale: true,
      name: name,
      nameLocation: "middle",
      nameGap: 30,
      nameTextStyle: { color: R.ink },
      axisLabel: {
        formatter: function (value) {
          return R.telling(value);
        },
        color: R.soft,
        hideOverlap: true
      },
      splitLine: { lineStyle: { color: "#e6ebef" } }
    };
  }

  function aimMeasure() {
    return R.plan.measures.filter(function (measure) {
      return measure.name === "aim";
    })[0] || { unit: "aim units" };
  }

  function curvePoint(point, key) {
    var number = R.caseAt(point.case),
      knee = R.plan.curve.knee && R.plan.curve.knee === point.case;
    var look = { value: [point.money / 1e4, point[key]], number: number, point: point };
    if (key === "high") return look;
    look.symbolSize = number === R.shown() ? WIDE * 1.6 : knee ? WIDE * 1.3 : WIDE * 0.8;
    look.symbol = knee ? "diamond" : "circle";
    if (number === R.shown()) look.itemStyle = { borderColor: "#17212b", borderWidth: 2 };
    if (knee) look.label = { show: true, formatter: R.t("knee"), position: "top", color: R.ink, fontWeight: 700 };
    return look;
  }

  function known(points, key) {
    return points.filter(function (point) {
      return point[key] !== null && point[key] !== undefined;
    });
  }

  /** Option of the curve of the aim over money, with the band between what was found and what is possible. */
  R.curveOption = function () {
    var points = R.plan.curve.points.slice().sort(function (a, b) {
      return a.money - b.money;
    });
    var aim = aimMeasure(),
      option = R.chartBase(R.t("The plan's aim over money, {n} points.", { n: points.length }));
    option.grid = { left: 26, right: 24, top: 40, bottom: 40, containLabel: true };
    option.legend = R.legendTop();
    option.xAxis = numberAxis(R.t("Money (10,000 yuan)"));
    option.yAxis = numberAxis("");
    option.tooltip.formatter = function (hit) {
      var point = hit.data.point;
      if (!point) return "";
      return [
        "<b>" + R.escaped(hit.data.number >= 0 ? R.caseName(hit.data.number) : point.case || "") + "</b>",
        R.escaped(R.t("Money (10,000 yuan)")) + ": " + R.wan(point.money),
        R.escaped(R.t("Aim")) + ": " + R.amount(point.aim, aim),
        point.high === null || point.high === undefined
          ? ""
          : R.escaped(R.t("No plan exceeds")) + ": " + R.amount(point.high, aim)
      ]
        .filter(Boolean)
        .join("<br>");
    };
    var band = known(known(points, "high"), "low");
    option.series = [
      {
        type: "custom",
        name: R.t("up to the bound"),
        silent: true,
        z: 1,
        color: "rgba(11,79,108,.22)",
        data: band.length > 1 ? [[band[0].money / 1e4, band[0].low]] : [],
        renderItem: function (params, api) {
          var way = band
            .map(function (point) {
              return api.coord([point.money / 1e4, point.high]);
            })
            .concat(
              band
                .slice()
                .reverse()
                .map(function (point) {
                  return api.coord([point.money / 1e4, point.low]);
                })
            );
          return { type: "polygon", shape: { points: way }, style: { fill: "rgba(11,79,108,.22)" } };
        }
      },
      {
        type: "line",
        name: R.t("bound"),
        symbol: "none",
        lineStyle: { type: "dashed", width: 1.2 },
        color: "#5d6771",
        data: band.map(function (point) {
          return curvePoint(point, "high");
        })
      },
      {
        type: "line",
        name: R.t("plan found"),
        color: "#0b4f6c",
        z: 3,
        data: known(points, "aim").map(function (point) {
          return curvePoint(point, "aim");
        })
      }
    ];
    return option;
  };

  function aimSaid(aim) {
    var unit = aim.unit === "yuan" ? R.t("10,000 yuan") : R.said(aim, "unit");
    var text = R.said(aim, "label") + (unit ? R.inBrackets(unit) : "");
    return aim.better ? text + " · " + R.directionSaid(aim) : text;
  }

  function worth(point, aim) {
    var value = point.values[aim.name];
    return aim.unit === "yuan" && value !== null ? value / 1e4 : value;
  }

  /** Option of the trade-off: two aims as axes, a third as the colour. */
  R.paretoOption = function () {
    var aims = R.plan.pareto.aims,
      third = aims[2],
      option = R.chartBase(R.t("Trade-off between {n} aims.", { n: aims.length }));
    var data = R.plan.pareto.points.map(function (point) {
      var now = point.shows === R.shown();
      return {
        value: aims.map(function (aim) {
          return worth(point, aim);
        }),
        number: point.shows,
        point: point,
        symbol: point.certified ? "circle" : "emptyCircle",
        symbolSize: now ? WIDE * 1.7 : WIDE * 1.2,
        itemStyle: now ? { borderColor: "#17212b", borderWidth: 2.4 } : {}
      };
    });
    option.grid = { left: 10, right: third ? 96 : 24, top: 34, bottom: 40, containLabel: true };
    option.xAxis = numberAxis(aimSaid(aims[0]));
    option.yAxis = numberAxis(aimSaid(aims[1]));
    option.yAxis.nameLocation = "end";
    option.yAxis.nameGap = 12;
    option.yAxis.nameTextStyle = { color: R.ink, align: "left" };
    if (third) {
      var values = data.map(function (entry) {
        return entry.value[2];
      });
      option.visualMap = {
        type: "continuous",
        dimension: 2,
        min: Math.min.apply(null, values),
        max: Math.max.apply(null, values),
        right: 0,
        top: 20,
        precision: 2,
        text: [R.said(third, "label"), ""],
        inRange: { color: ["#e3d21c", "#21918c", "#440154"] },
        textStyle: { color: R.ink, fontSize: 12 }
      };
    }
    option.tooltip.formatter = function (hit) {
      var point = hit.data.point;
      if (!point) return "";
      return aims
        .map(function (aim) {
          return R.escaped(aimSaid(aim)) + ": " + R.amount(point.values[aim.name], aim);
        })
        .concat([R.escaped(point.certified ? R.t("certified: no plan beats it in every aim") : R.t("not certified"))])
        .join("<br>");
    };
    option.series = [{ type: "scatter", color: "#0b4f6c", data: data }];
    if (!third)
      option.series.unshift({
        type: "line",
        silent: true,
        symbol: "none",
        color: "#9fb1be",
        lineStyle: { width: 1, type: "dotted" },
        data: data
          .map(function (entry) {
            return entry.value;
          })
          .sort(function (a, b) {
            return a[0] - b[0];
          })
      });
    return option;
  };

  /** What is said of the curve and the trade-off. */
  R.drawTradeOffs = function () {
    if (R.plan.curve && R.plan.curve.sentence)
      document.getElementById("curve-said").textContent = R.said(R.plan.curve.sentence);
    if (!R.plan.pareto) return;
    var points = R.plan.pareto.points;
    document.getElementById("pareto-said").textContent = R.said(R.plan.pareto.sentence);
    R.fill(
      "pareto-list",
      points.map(function (point, n) {
        var named = point.shows !== null && point.shows !== undefined;
        return R.make(
          "button",
          {
            type: "button",
            class: "chip",
            "aria-pressed": String(named && point.shows === R.shown()),
            disabled: !named,
            onclick: function () {
              R.change({ shown: R.plan.cases[point.shows].name });
            }
          },
          [named ? R.caseName(point.shows) : R.t("Point {n} of the trade-off", { n: n + 1 })]
        );
      })
    );
  };
})(Renewal);
