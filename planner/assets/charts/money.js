/* Money by fund and year: drawn as filled columns, limits as outlined ones beside them. */
(function (R) {
  "use strict";

  function filled(fund, number, amounts) {
    return {
      name: R.said(fund),
      type: "bar",
      stack: "drawn",
      barWidth: "30%",
      barGap: "8%",
      color: R.colour(number),
      data: amounts,
      itemStyle: { borderColor: "#fff", borderWidth: 0.6 }
    };
  }

  function outlined(fund, number) {
    return {
      name: R.said(fund),
      type: "bar",
      stack: "limit",
      barWidth: "30%",
      color: R.colour(number),
      data: fund.years.map(function (year) {
        return year[0] / 1e4;
      }),
      itemStyle: {
        color: "rgba(255,255,255,0)",
        borderColor: R.darker(R.colour(number)),
        borderWidth: 1.4,
        decal: { symbol: "none" }
      }
    };
  }

  function carried() {
    return {
      name: R.t("Carried in"),
      type: "bar",
      stack: "limit",
      barWidth: "30%",
      color: "#5d6771",
      data: R.plan.years.map(function (year, y) {
        return (
          R.plan.funds.reduce(function (sum, fund) {
            return sum + (fund.years[y] ? fund.years[y][1] : 0);
          }, 0) / 1e4
        );
      }),
      itemStyle: {
        color: "rgba(255,255,255,0)",
        borderColor: "#5d6771",
        borderType: "dashed",
        borderWidth: 1.2,
        decal: { symbol: "none" }
      }
    };
  }

  function tip(drawn, whole) {
    return function (hits) {
      var y = hits[0].dataIndex,
        rows = R.plan.funds
          .map(function (fund, f) {
            var year = fund.years[y] || [0, 0, 0],
              available = year[0] + year[1];
            if (!drawn[f][y] && !available) return "";
            return (
              "<tr><td>" +
              R.escaped(R.said(fund)) +
              "</td><td style='text-align:right;padding-left:10px'>" +
              R.wan(drawn[f][y] * 1e4) +
              "</td>" +
              (whole ? "<td style='text-align:right;padding-left:10px'>" + R.wan(available) + "</td>" : "") +
              "</tr>"
            );
          })
          .join("");
      return (
        "<b>" +
        R.plan.years[y] +
        "</b> " +
        R.t("(10,000 yuan)") +
        "<table style='font-size:12.5px'><tr><td></td><td style='text-align:right'>" +
        R.t("Drawn") +
        "</td>" +
        (whole ? "<td style='text-align:right'>" + R.t("Available") + "</td>" : "") +
        "</tr>" +
        rows +
        "</table>"
      );
    };
  }

  /** Option of the chart for some places; limits stand beside only where all places are shown; ``width`` in pixels. */
  R.moneyOption = function (places, whole, width) {
    var drawn = R.draws(places).map(function (row) {
      return row.map(function (yuan) {
        return yuan / 1e4;
      });
    });
    var option = R.chartBase(
      R.t("Money drawn by fund and year. The table of limits and draws holds the same."),
      true
    );
    var names = R.plan.funds
      .map(function (fund) {
        return R.said(fund);
      })
      .concat(whole ? [R.t("Carried in")] : []);
    option.grid = { left: 8, right: 12, top: 16 + R.legendHeight(names, width), bottom: 4, containLabel: true };
    option.legend = {
      top: 4,
      left: 0,
      type: "plain",
      itemWidth: 16,
      itemHeight: 11,
      itemGap: 12,
      textStyle: { fontSize: 12.5, color: R.ink }
    };
    option.tooltip.trigger = "axis";
    option.tooltip.axisPointer = { type: "shadow" };
    option.tooltip.formatter = tip(drawn, whole);
    option.xAxis = {
      type: "category",
      data: R.plan.years.map(String),
      axisTick: { show: false },
      axisLabel: { color: R.ink, fontSize: 13 }
    };
    option.yAxis = R.valueAxis();
    option.series = R.plan.funds.map(function (fund, number) {
      return filled(fund, number, drawn[number]);
    });
    if (whole) option.series = option.series.concat(R.plan.funds.map(outlined), [carried()]);
    return option;
  };
})(Renewal);
