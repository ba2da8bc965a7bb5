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
    return R.t("± {n} [day|days]", { n: R.count(Math.ceil(entry.half_width_days)) });
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

  /** Pixels of a chart of so many lines. */
  R.linesHeight = function (lines, most) {
    return Math.min(most, 70 + 24 * Math.max(lines, 2));
  };

  /** The series of custom drawing that shows the bands of streets; edge tells where a row begins. */
  R.bandSeries = function (rows, left, edge) {
    var bands = R.streetBands(rows, function (row) {
      return row.street;
    });
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
        var children = [R.bandEdge(area, 0, bottom)];
        if (bottom - top >= 13)
          children.push(R.bandName(band.street, area, (top + bottom) / 2, left - 12));
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
})(Renewal);
