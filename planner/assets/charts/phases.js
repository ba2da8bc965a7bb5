/* Phases by street: one line a place from start to completion, in the colour of its year of start. */
(function (R) {
  "use strict";
  var LEFT = 92,
    TOP = 26,
    BOTTOM = 8,
    RIGHT = 34;
  var NAMES_FROM = 9.3; // pixels a line must be high before its name is written beside it

  function day(iso) {
    return Date.parse(iso + "T00:00:00Z");
  }

  /** Places with a start, street by street, in the order of their starts. */
  function lines(places) {
    return places
      .filter(function (place) {
        return place.start;
      })
      .sort(function (a, b) {
        return (
          a.street - b.street ||
          (a.start < b.start ? -1 : a.start > b.start ? 1 : 0) ||
          (a.finish < b.finish ? -1 : a.finish > b.finish ? 1 : a.number - b.number)
        );
      });
  }

  function streetOf(place) {
    return place.street;
  }

  function isOther(place) {
    return !R.isEstate(place);
  }

  function band(found) {
    return function (params, api) {
      var item = found[params.dataIndex],
        area = params.coordSys;
      var top = Math.max(api.coord([api.value(0), item.begin])[1], area.y);
      var bottom = Math.min(api.coord([api.value(0), item.end])[1], area.y + area.height);
      if (bottom - top < 1) return null;
      var children = [
        R.bandShade(area, top, bottom, params.dataIndex % 2),
        R.bandEdge(area, 0, bottom)
      ];
      if (bottom - top >= 13)
        children.push(
          R.bandName(R.plan.streets[item.street], area, (top + bottom) / 2, LEFT - 10, bottom - top >= 30)
        );
      if (bottom - top >= 30) {
        children.push({
          type: "text",
          style: {
            text: item.rows.some(isOther)
              ? R.t("{n} [place|places]", { n: item.end - item.begin })
              : R.t("{n} [estate|estates]", { n: item.end - item.begin }),
            x: area.x - 8,
            y: (top + bottom) / 2 + 2,
            align: "right",
            verticalAlign: "top",
            fontSize: 11,
            fill: R.soft,
            fontFamily: R.font
          }
        });
      }
      return { type: "group", children: children };
    };
  }

  function bar(rows, bars) {
    return function (params, api) {
      var entry = bars[params.dataIndex],
        place = rows[entry.row],
        area = params.coordSys;
      var from = api.coord([entry.from, entry.row]),
        to = api.coord([entry.to, entry.row + 1]);
      var high = to[1] - from[1],
        gap = Math.min(high * 0.22, 3);
      if (to[1] < area.y || from[1] > area.y + area.height) return null;
      var colour = R.yearColour(place.startYear);
      var shape = {
        x: from[0],
        y: from[1] + gap / 2,
        width: Math.max(to[0] - from[0], 1.5),
        height: Math.max(high - gap, 0.9)
      };
      var style = { fill: colour };
      if (high > 7) {
        style.stroke = R.darker(colour);
        style.lineWidth = 0.8;
      }
      var children = [
        { type: "rect", shape: echarts.graphic.clipRectByRect(shape, area) || shape, style: style }
      ];
      if (high >= NAMES_FROM && entry.first) {
        children.push(R.barName(R.called(place), area, from[0], to[0], (from[1] + to[1]) / 2, high));
      }
      return { type: "group", children: children };
    };
  }

  function barsOf(rows) {
    var bars = [];
    rows.forEach(function (place, row) {
      place.campaigns.forEach(function (campaign, number) {
        bars.push({
          row: row,
          from: day(campaign[1]),
          to: day(campaign[2]) + 86400000,
          first: number === place.campaigns.length - 1
        });
      });
    });
    return bars;
  }

  function axes(rows, bars) {
    var first = Date.parse(R.plan.periods[0][1].slice(0, 4) + "-01-01T00:00:00Z");
    var begin = day(R.plan.periods[0][1]);
    var last = Math.max(
      day(R.plan.periods[R.plan.periods.length - 1][2]) + 86400000,
      bars.reduce(function (most, b) {
        return Math.max(most, b.to);
      }, 0)
    );
    var wide = last - begin;
    return {
      xAxis: {
        type: "value",
        min: Math.max(first, begin - wide * 0.01),
        max: last + wide * 0.005,
        position: "top",
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: { show: false }
      },
      yAxis: { type: "value", min: 0, max: Math.max(rows.length, 24), inverse: true, show: false }
    };
  }

  /** Lines and names of the years, drawn above the bands. */
  function yearMarks(axis) {
    var marks = [];
    R.plan.years.forEach(function (year) {
      [0, 3, 6, 9].forEach(function (month) {
        var at = Date.UTC(year, month, 1);
        if (at >= axis.min && at < axis.max) marks.push({ at: at, year: month ? "" : String(year) });
      });
    });
    if (marks.length && !marks[0].year) marks[0].year = String(new Date(marks[0].at).getUTCFullYear());
    return marks;
  }

  function yearMark(marks) {
    return function (params, api) {
      var mark = marks[params.dataIndex],
        area = params.coordSys,
        x = api.coord([mark.at, 0])[0];
      var end = mark.year
        ? Math.min(api.coord([Date.UTC(Number(mark.year) + 1, 0, 1), 0])[0], area.x + area.width)
        : x;
      return {
        type: "group",
        children: [
          {
            type: "line",
            shape: { x1: x, y1: mark.year ? area.y - 6 : area.y, x2: x, y2: area.y + area.height },
            style: { stroke: mark.year ? "#93a3af" : "#dfe6eb", lineWidth: mark.year ? 1 : 0.7 }
          },
          {
            type: "text",
            silent: true,
            style: {
              text: end - x < 27 ? "" : mark.year,
              x: (x + end) / 2,
              y: area.y - 5,
              align: "center",
              verticalAlign: "bottom",
              fontSize: 12,
              fill: R.soft,
              fontFamily: R.font
            }
          }
        ]
      };
    };
  }

  /** Option of the chart for some places; rows tells which place stands in which line. */
  R.phasesOption = function (places) {
    var rows = lines(places),
      found = R.streetBands(rows, streetOf),
      bars = barsOf(rows),
      both = axes(rows, bars),
      marks = yearMarks(both.xAxis);
    var option = R.chartBase(
      R.t("Phases by street: {n} places from start to completion. The table of estates holds the same.", {
        n: rows.length
      })
    );
    option.grid = { left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM };
    option.xAxis = both.xAxis;
    option.yAxis = both.yAxis;
    option.tooltip.formatter = function (hit) {
      return hit.seriesName === "bars" ? R.placeTip(rows[bars[hit.dataIndex].row]) : "";
    };
    option.dataZoom = R.rowZoom(rows.length);
    function layer(name, count, draw, z, silent) {
      return {
        name: name,
        type: "custom",
        renderItem: draw,
        clip: false,
        silent: silent,
        z: z,
        encode: { x: 0, y: 1 },
        data: Array.apply(null, Array(count)).map(function () {
          return [both.xAxis.min, 0];
        })
      };
    }
    option.series = [
      layer("bands", found.length, band(found), 1, true),
      layer("years", marks.length, yearMark(marks), 2, true),
      layer("bars", bars.length, bar(rows, bars), 3, false)
    ];
    option.series[2].clip = true;
    return {
      option: option,
      place: function (index) {
        return rows[bars[index].row];
      }
    };
  };
})(Renewal);
