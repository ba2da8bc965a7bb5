/* Phases of two cases in step: the same line for a campaign on both sides, what moved in colour. */
(function (R) {
  "use strict";
  var LEFT = 92,
    TOP = 44,
    GAP = 14,
    RIGHT = 30,
    NAMES_FROM = 9.3; // pixels a line must be high before its name is written in it

  function ordered(rows) {
    function begins(row) {
      return row.before ? row.before.start : row.after.start;
    }
    return rows.slice().sort(function (a, b) {
      return (
        a.campaign.place.street - b.campaign.place.street ||
        begins(a) - begins(b) ||
        (a.after ? a.after.start : 1e9) - (b.after ? b.after.start : 1e9) ||
        a.c - b.c
      );
    });
  }

  function streetOf(row) {
    return row.campaign.place.street;
  }

  function end(side) {
    return side.finish === null ? side.start + 30 : side.finish + 1;
  }

  function reach(rows) {
    var last = 0,
      first = Infinity;
    rows.forEach(function (row) {
      [row.before, row.after].forEach(function (side) {
        if (side) {
          last = Math.max(last, end(side));
          first = Math.min(first, side.start);
        }
      });
    });
    return first > last ? [0, 365] : [first, last];
  }

  function yearStarts(span) {
    return R.plan.years.concat([R.plan.years[R.plan.years.length - 1] + 1]).map(function (year) {
      return { year: year, at: (Date.UTC(year, 0, 1) - Date.parse(R.plan.first + "T00:00:00Z")) / 86400000 };
    }).filter(function (mark) {
      return mark.at <= span[1];
    });
  }

  function drawBand(found, names) {
    return function (params, api) {
      var item = found[params.dataIndex],
        area = params.coordSys;
      var top = Math.max(api.coord([api.value(0), item.begin])[1], area.y),
        bottom = Math.min(api.coord([api.value(0), item.end])[1], area.y + area.height);
      if (bottom - top < 1) return null;
      var children = [
        R.bandShade(area, top, bottom, params.dataIndex % 2),
        R.bandEdge(area, names ? 0 : area.x, bottom)
      ];
      if (names && bottom - top >= 13)
        children.push(R.bandName(R.plan.streets[item.street], area, (top + bottom) / 2, LEFT - 10));
      return { type: "group", children: children };
    };
  }

  function drawYear(marks) {
    return function (params, api) {
      var mark = marks[params.dataIndex],
        area = params.coordSys,
        x = api.coord([mark.at, 0])[0];
      if (x < area.x - 1 || x > area.x + area.width + 1) return null;
      var wide = api.size([365, 0])[0];
      return {
        type: "group",
        children: [
          {
            type: "line",
            shape: { x1: x, y1: area.y - 5, x2: x, y2: area.y + area.height },
            style: { stroke: "#93a3af", lineWidth: 1 }
          },
          {
            type: "text",
            style: {
              text: wide < 24 || x + 12 > area.x + area.width ? "" : wide < 34 ? "’" + String(mark.year).slice(2) : String(mark.year),
              x: x + 3,
              y: area.y - 3,
              verticalAlign: "bottom",
              fontSize: 11.5,
              fill: R.soft,
              fontFamily: R.font
            }
          }
        ]
      };
    };
  }

  function box(api, area, side, r) {
    var from = api.coord([side.start, r]),
      to = api.coord([end(side), r + 1]);
    var high = to[1] - from[1],
      gap = Math.min(high * 0.22, 3);
    if (to[1] < area.y || from[1] > area.y + area.height) return null;
    var shape = {
      x: from[0],
      y: from[1] + gap / 2,
      width: Math.max(to[0] - from[0], 1.5),
      height: Math.max(high - gap, 0.9)
    };
    return { high: high, shape: echarts.graphic.clipRectByRect(shape, area) || null, middle: (from[1] + to[1]) / 2 };
  }

  /** The bar of a campaign in one case; in the shown case its old place stands behind it as an outline. */
  function drawBar(rows, which) {
    return function (params, api) {
      var row = rows[params.dataIndex],
        side = row[which],
        area = params.coordSys,
        children = [],
        ghost = which === "after" && row.before && row.kind !== "same" && row.kind !== "works";
      if (ghost || (which === "after" && row.kind === "out")) {
        var old = box(api, area, row.before, params.dataIndex);
        if (old && old.shape)
          children.push({
            type: "rect",
            shape: old.shape,
            style: { fill: "rgba(0,0,0,0)", stroke: R.LOOKS[row.kind].colour, lineWidth: old.high > 5 ? 1 : 0.5, lineDash: [3, 2], opacity: 0.75 }
          });
      }
      var drawn = side && box(api, area, side, params.dataIndex);
      if (drawn && drawn.shape) {
        children.push({
          type: "rect",
          shape: drawn.shape,
          style: {
            fill: R.LOOKS[row.kind].colour,
            stroke: drawn.high > 7 ? R.darker(R.LOOKS[row.kind].colour) : null,
            lineWidth: 0.7
          }
        });
        if (drawn.high >= NAMES_FROM) {
          var from = drawn.shape.x,
            to = from + drawn.shape.width;
          children.push(R.barName(row.campaign.place.name, area, from, to, drawn.middle, drawn.high, 110));
        }
      }
      return children.length ? { type: "group", children: children } : null;
    };
  }

  function axes(rows, span, g) {
    var none = { show: false };
    return [
      { gridIndex: g, type: "value", min: span[0] - 8, max: span[1] + 8, position: "top", axisLine: none, axisTick: none, splitLine: none, axisLabel: none },
      { gridIndex: g, type: "value", min: 0, max: Math.max(rows.length, 24), inverse: true, show: false }
    ];
  }

  /** What is told of a campaign in both cases. */
  R.differenceTip = function (row) {
    function said(side) {
      return side ? R.iso(side.start) + " – " + R.iso(side.finish) : R.t("not in the plan");
    }
    var place = row.campaign.place;
    var lines = [
      "<b>" + R.escaped(place.name) + "</b> " + R.escaped(row.campaign.key) + " · " + R.escaped(R.kindSaid(row.kind)),
      R.escaped(R.caseName(R.beside())) + ": " + R.escaped(said(row.before)),
      R.escaped(R.caseName(R.shown())) + ": " + R.escaped(said(row.after)),
      R.escaped(R.t("Households")) + ": " + R.count(place.households)
    ];
    var works = R.otherWorks(row);
    if (works) lines.push(R.escaped(works));
    return lines.join("<br>");
  };

  /** Option of the chart; ``width`` is that of its place in pixels. */
  R.stepsOption = function (chosen, width) {
    var rows = ordered(chosen),
      found = R.streetBands(rows, streetOf),
      span = reach(rows),
      marks = yearStarts(span);
    var half = (width - LEFT - RIGHT - GAP) / 2,
      lefts = [LEFT, LEFT + half + GAP];
    var option = R.chartBase(
      R.t("Phases of two cases in step: {n} campaigns. The list of who moved holds the same.", { n: rows.length })
    );
    option.grid = lefts.map(function (left) {
      return { left: left, width: half, top: TOP, bottom: 8 };
    });
    var both = [axes(rows, span, 0), axes(rows, span, 1)];
    option.xAxis = [both[0][0], both[1][0]];
    option.yAxis = [both[0][1], both[1][1]];
    option.title = [R.beside(), R.shown()].map(function (number, g) {
      return {
        text: R.caseName(number),
        left: lefts[g],
        top: 2,
        padding: 0,
        textStyle: { fontSize: 13, color: R.ink, width: half - 4, overflow: "truncate", fontFamily: R.font }
      };
    });
    option.tooltip.formatter = function (hit) {
      return hit.seriesName === "bars" ? R.differenceTip(rows[hit.dataIndex]) : "";
    };
    option.dataZoom = R.rowZoom(rows.length, [0, 1], { top: TOP, bottom: 8 });
    function layer(name, g, count, draw, z, silent) {
      return {
        name: name,
        type: "custom",
        xAxisIndex: g,
        yAxisIndex: g,
        renderItem: draw,
        clip: name === "bars",
        silent: silent,
        progressive: 0,
        z: z,
        encode: { x: 0, y: 1 },
        data: Array.apply(null, Array(count)).map(function () {
          return [span[0], 0];
        })
      };
    }
    option.series = [];
    ["before", "after"].forEach(function (which, g) {
      option.series.push(
        layer("bands", g, found.length, drawBand(found, !g), 1, true),
        layer("years", g, marks.length, drawYear(marks), 2, true),
        layer("bars", g, rows.length, drawBar(rows, which), 3, false)
      );
    });
    return option;
  };
})(Renewal);
