/* Charts of many lines: their slider, the bands of streets behind them, names beside bars; axes of numbers. */
(function (R) {
  "use strict";

  /** The slider of lines at the right of a chart, for one vertical axis or several, and what differs from it. */
  R.rowZoom = function (rows, axes, slider) {
    var both = { yAxisIndex: axes || 0, filterMode: "none" };
    return [
      Object.assign(
        {
          type: "slider",
          orient: "vertical",
          right: 4,
          width: 16,
          showDetail: false,
          brushSelect: false,
          showDataShadow: false,
          minSpan: Math.min(100, 800 / Math.max(rows, 1)),
          borderColor: R.line,
          fillerColor: "rgba(11,79,108,.14)",
          handleStyle: { color: "#fff", borderColor: "#0b4f6c" },
          moveHandleSize: 0
        },
        both,
        slider
      ),
      Object.assign(
        { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false, moveOnMouseMove: true },
        both
      )
    ];
  };

  /** Lines that follow one another in one street, as bands {street, begin, end, rows}; ``of`` tells a line's street. */
  R.streetBands = function (rows, of) {
    var found = [];
    rows.forEach(function (row, at) {
      var last = found[found.length - 1],
        street = of(row);
      if (!last || last.street !== street) {
        last = { street: street, begin: at, end: at, rows: [] };
        found.push(last);
      }
      last.end = at + 1;
      last.rows.push(row);
    });
    return found;
  };

  /** The shape that shades a band of lines. */
  R.bandShade = function (area, top, bottom, odd) {
    return {
      type: "rect",
      shape: { x: area.x, y: top, width: area.width, height: bottom - top },
      style: { fill: odd ? "#f3f6f8" : "#ffffff" }
    };
  };

  /** The line below a band, from a point at the left on. */
  R.bandEdge = function (area, from, bottom) {
    return {
      type: "line",
      shape: { x1: from, y1: bottom, x2: area.x + area.width, y2: bottom },
      style: { stroke: "#c6d0d8", lineWidth: 1 }
    };
  };

  /** The name of a street at the left of its band, as wide as there is room. */
  R.bandName = function (street, area, middle, width, above) {
    return {
      type: "text",
      style: {
        text: street || R.t("(no street)"),
        x: area.x - 8,
        y: middle,
        align: "right",
        verticalAlign: above ? "bottom" : "middle",
        fontSize: 12,
        fontWeight: 600,
        fill: R.ink,
        width: width,
        overflow: "truncate",
        fontFamily: R.font
      }
    };
  };

  /** A name beside a bar from ``left`` to ``right``: behind it where there is room, else before it. */
  R.barName = function (text, area, left, right, middle, high, room) {
    var behind = area.x + area.width - right > (room || 130);
    return {
      type: "text",
      silent: true,
      style: {
        text: text,
        x: behind ? right + 5 : left - 5,
        y: middle,
        align: behind ? "left" : "right",
        verticalAlign: "middle",
        fontSize: Math.min(12, high),
        fill: R.ink,
        fontFamily: R.font
      }
    };
  };

  /** Pixels that a legend of names takes in a chart so wide: as many rows as its names need. */
  R.legendHeight = function (names, width) {
    var rows = 1,
      taken = 0;
    names.forEach(function (name) {
      var wide = 33 + 12.5 * name.length - 5.5 * name.replace(/[^\u0000-\u02ff]/g, "").length;
      if (taken && taken + wide > width) {
        rows += 1;
        taken = 0;
      }
      taken += wide;
    });
    return 25 * rows;
  };

  /** An axis of whole numbers. */
  R.valueAxis = function () {
    return {
      type: "value",
      axisLabel: {
        formatter: function (value) {
          return R.count(value);
        },
        color: R.soft
      },
      splitLine: { lineStyle: { color: "#e6ebef" } }
    };
  };

  /** The figure at the right end of each bar; ``said`` tells what it says. */
  R.barFigure = function (said) {
    return { show: true, position: "right", color: R.ink, fontSize: 12, formatter: said };
  };
})(Renewal);
