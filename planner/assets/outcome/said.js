/* Dates as exact as they are known, intervals beside them, chances, and the places that the filters leave. */
(function (R) {
  "use strict";
  var make = R.make,
    DAY = 86400000;

  /** A moment of an ISO date. */
  R.moment = function (iso) {
    return Date.parse(iso + "T00:00:00Z");
  };

  /** The ISO date so many days after another. */
  R.later = function (iso, days) {
    return new Date(R.moment(iso) + days * DAY).toISOString().slice(0, 10);
  };

  /** A date in words, no finer than its grain; unfinished where there is none. */
  R.dated = function (entry) {
    if (!entry) return R.t("unfinished");
    var month = entry.date.slice(0, 7);
    if (entry.grain === "year") return month.slice(0, 4);
    if (entry.grain === "quarter") return month.slice(0, 4) + "Q" + Math.ceil(Number(month.slice(5)) / 3);
    if (entry.grain === "month") return month;
    if (entry.grain === "half-month")
      return Number(entry.date.slice(8)) <= 15
        ? R.t("early {month}", { month: month })
        : R.t("late {month}", { month: month });
    return entry.grain === "week" ? R.t("week of {date}", { date: entry.first }) : entry.date;
  };

  /** Half the width of an interval in days; nothing where it is not known. */
  R.aboutDays = function (entry) {
    if (!entry || entry.half_width_days === null || entry.half_width_days === undefined) return "";
    return R.t("± {n} days", { n: R.count(Math.ceil(entry.half_width_days)) });
  };

  /** A date with its interval in one cell. */
  R.dateCell = function (entry) {
    var about = R.aboutDays(entry);
    return make("span", { class: "d" }, [
      R.dated(entry),
      about ? make("span", { class: "pm", text: " " + about }) : null
    ]);
  };

  /** Money in 10,000 yuan, without decimals where its interval is wider than 10. */
  R.money = function (yuan, half) {
    return half !== null && half >= 1e5 ? R.count(yuan / 1e4) : R.wan(yuan);
  };

  /** Money with its interval in one cell. */
  R.moneyCell = function (entry) {
    if (!entry) return R.t("unfinished");
    return make("span", { class: "d" }, [
      R.money(entry.value, entry.half_width),
      entry.half_width === null
        ? null
        : make("span", { class: "pm", text: " ± " + R.money(entry.half_width, entry.half_width) })
    ]);
  };

  /** A chance as a bar with its figure; a chance is never shown as sure when it is only nearly so. */
  R.chance = function (share) {
    if (share === null || share === undefined) return "";
    var shown = share > 0.9995 && share < 1 ? "> 99.9 %" : share > 0 && share < 0.0005 ? "< 0.1 %" : "";
    return make("span", {
      class: "chance",
      style: "--share:" + (100 * share).toFixed(1) + "%",
      text: shown || R.percent(share)
    });
  };

  R.verdict = function (word) {
    return word ? make("span", { class: "tag " + word, text: R.label("verdicts", word) }) : "";
  };

  /** A difference with its interval, marked where it is clear. */
  R.changed = function (change) {
    if (!change || change.difference === null) return "";
    var places = Math.abs(change.difference) < 10 && change.difference % 1 ? 2 : 0;
    return make("span", { class: "change " + change.verdict, title: R.label("verdicts", change.verdict) }, [
      R.signed(change.difference, places),
      change.half_width === null
        ? null
        : make("span", { class: "pm", text: " ± " + R.decimal(change.half_width, places) })
    ]);
  };

  /** A signed number: its sign always stands before it. */
  R.signed = function (number, places) {
    if (number === null || number === undefined) return "";
    var text = R.decimal(number, places === undefined ? 0 : places);
    return number > 0 ? "+" + text : text.replace("-", "−");
  };

  /** Whether the filters leave a place: a street, and words of its name and code. */
  R.left = function (street, name, key) {
    if (R.state.street && street !== R.state.street) return false;
    var text = (name + " " + key).toLowerCase();
    return R.state.text
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean)
      .every(function (word) {
        return text.indexOf(word) >= 0;
      });
  };

  /** Pixels of a chart of so many lines. */
  R.linesHeight = function (lines, most) {
    return Math.min(most, 70 + 24 * Math.max(lines, 2));
  };

  /** What stands beside the charts of many lines: bands by street, named at the left. */
  R.streetBands = function (rows) {
    var found = [];
    rows.forEach(function (row, at) {
      var last = found[found.length - 1];
      if (last && last.street === row.street) last.end = at + 1;
      else found.push({ street: row.street, begin: at, end: at + 1 });
    });
    return found;
  };

  /** The series of custom drawing that shows the bands of streets; edge tells where a row begins. */
  R.bandSeries = function (bands, left, edge) {
    return {
      name: "bands",
      type: "custom",
      silent: true,
      clip: false,
      z: 4,
      tooltip: { show: false },
      data: bands.map(function () {
        return [0, 0];
      }),
      renderItem: function (params, api) {
        var band = bands[params.dataIndex],
          area = params.coordSys,
          top = Math.max(edge(api, band.begin), area.y),
          bottom = Math.min(edge(api, band.end), area.y + area.height);
        if (bottom - top < 1) return null;
        var children = [
          {
            type: "line",
            shape: { x1: 0, y1: bottom, x2: area.x + area.width, y2: bottom },
            style: { stroke: "#c6d0d8", lineWidth: 1 }
          }
        ];
        if (bottom - top >= 13)
          children.push({
            type: "text",
            style: {
              text: band.street || R.t("(no street)"),
              x: area.x - 8,
              y: (top + bottom) / 2,
              align: "right",
              verticalAlign: "middle",
              fontSize: 12,
              fontWeight: 600,
              fill: R.ink,
              width: left - 12,
              overflow: "truncate",
              fontFamily: R.font
            }
          });
        return { type: "group", children: children };
      }
    };
  };

  /** Lines where years begin, named at their upper end. */
  R.yearLines = function (marks) {
    return {
      silent: true,
      symbol: "none",
      lineStyle: { color: "#93a3af", type: "solid", width: 1 },
      label: { position: "start", color: R.soft, fontSize: 12 },
      data: marks
    };
  };

  /** Series without data: the legend names what has a colour. */
  R.legendSeries = function (entries) {
    return entries.map(function (entry) {
      return { name: entry.name, type: "bar", data: [], itemStyle: entry.itemStyle };
    });
  };

  /** Axis labels of a row of dates: the year where one begins. */
  R.yearLabels = function (dates) {
    var marks = {};
    dates.forEach(function (date, at) {
      if (at && date.slice(0, 4) !== dates[at - 1].slice(0, 4)) marks[at] = date.slice(0, 4);
    });
    if (!Object.keys(marks).length && dates.length) marks[0] = dates[0].slice(0, 4);
    return {
      interval: function (at) {
        return at in marks;
      },
      formatter: function (value, at) {
        return marks[at] || "";
      },
      color: R.ink,
      fontSize: 12.5
    };
  };

  /** The slider of rows at the right of a chart. */
  R.rowZoom = function (rows) {
    return [
      {
        type: "slider",
        yAxisIndex: 0,
        orient: "vertical",
        right: 4,
        width: 16,
        filterMode: "none",
        showDetail: false,
        brushSelect: false,
        showDataShadow: false,
        minSpan: Math.min(100, 800 / Math.max(rows, 1)),
        borderColor: R.line,
        fillerColor: "rgba(11,79,108,.14)",
        handleStyle: { color: "#fff", borderColor: "#0b4f6c" },
        moveHandleSize: 0
      },
      {
        type: "inside",
        yAxisIndex: 0,
        filterMode: "none",
        zoomOnMouseWheel: "ctrl",
        moveOnMouseWheel: false,
        moveOnMouseMove: true
      }
    ];
  };
})(Renewal);
