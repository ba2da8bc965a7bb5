/* The calendar of disruption: one line an estate, one column a week, the darker the more nuisance. */
(function (R) {
  "use strict";
  var LEFT = 98,
    NAMES_FROM = 9.3;
  var STEPS = [0.25, 0.5, 1, 2, 4, 8];
  var SHADES = ["#fdf0d5", "#fbdca4", "#f7b56a", "#e98a3e", "#cf5a23", "#a2331a", "#651b16"];

  /** Nuisance of a place by week, in hundredths, from week `from` on: of one kind, or of all together. */
  function weeks(place, channel) {
    if (channel) {
      var at = R.plan.calendar.channels.indexOf(channel);
      return place[at] ? { from: place[at][0], values: place[at][1] } : null;
    }
    var from = Infinity,
      end = 0;
    place.forEach(function (held) {
      if (!held) return;
      from = Math.min(from, held[0]);
      end = Math.max(end, held[0] + held[1].length);
    });
    if (from === Infinity) return null;
    var sums = new Array(end - from).fill(0);
    place.forEach(function (held) {
      if (held)
        held[1].forEach(function (value, w) {
          sums[held[0] - from + w] += value;
        });
    });
    return { from: from, values: sums };
  }

  function weekOfMost(values) {
    return values.reduce(function (best, value, at) {
      return value > values[best] ? at : best;
    }, 0);
  }

  /** Rows of the calendar: by street, then by the week of most nuisance. */
  function rows(channel) {
    return R.plan.calendar.places
      .map(function (held, number) {
        var place = R.plan.places[number];
        return { place: place, street: R.plan.streets[place.street], held: weeks(held, channel) };
      })
      .filter(function (row) {
        return row.held && R.leaves(row.street, R.searched(row.place.name, row.place.key));
      })
      .sort(function (a, b) {
        return (
          a.place.street - b.place.street ||
          a.held.from + weekOfMost(a.held.values) - (b.held.from + weekOfMost(b.held.values)) ||
          (a.place.key < b.place.key ? -1 : 1)
        );
      })
      .map(function (row) {
        row.runs = runs(row.held);
        return row;
      });
  }

  /** The shade of a value in hundredths; below a twentieth of a day: none. */
  function shade(value) {
    if (value < 5) return -1;
    var at = 0;
    while (at < STEPS.length && value / 100 >= STEPS[at]) at += 1;
    return at;
  }

  /** Weeks of one shade in a row as one: [first, end, shade]. */
  function runs(held) {
    var found = [];
    held.values.forEach(function (value, w) {
      var at = shade(value),
        last = found[found.length - 1];
      if (at < 0) return;
      if (last && last[2] === at && last[1] === held.from + w) last[1] += 1;
      else found.push([held.from + w, held.from + w + 1, at]);
    });
    return found;
  }

  function labels() {
    return SHADES.map(function (colour, at) {
      if (!at) return "< " + STEPS[0];
      return at < STEPS.length ? STEPS[at - 1] + "–" + STEPS[at] : "≥ " + STEPS[at - 1];
    });
  }

  function legend() {
    return labels().map(function (label, at) {
      return { name: label, itemStyle: { color: SHADES[at] } };
    });
  }

  /** One line: its weeks as rectangles, its name where there is room. */
  function line(shown) {
    return function (params, api) {
      var row = shown[params.dataIndex],
        area = params.coordSys,
        top = api.coord([0, params.dataIndex])[1],
        high = api.size([0, 1])[1];
      if (top + high < area.y || top > area.y + area.height) return null;
      var gap = high > 5 ? 1 : 0;
      var children = row.runs.map(function (run) {
        var from = api.coord([run[0], 0])[0];
        var shape = { x: from, y: top, width: api.coord([run[1], 0])[0] - from, height: high - gap };
        return {
          type: "rect",
          shape: echarts.graphic.clipRectByRect(shape, area) || { width: 0, height: 0 },
          style: { fill: SHADES[run[2]] }
        };
      });
      if (high >= NAMES_FROM) children.push(name(row, api, area, top + high / 2, high));
      return { type: "group", children: children };
    };
  }

  function name(row, api, area, middle, high) {
    var after = api.coord([row.runs.length ? row.runs[row.runs.length - 1][1] : row.held.from, 0])[0],
      room = area.x + area.width - after > 130;
    return {
      type: "text",
      style: {
        text: row.place.name,
        x: room ? after + 6 : api.coord([row.held.from, 0])[0] - 6,
        y: middle,
        align: room ? "left" : "right",
        verticalAlign: "middle",
        fontSize: Math.min(12, high),
        fill: R.ink,
        fontFamily: R.font
      }
    };
  }

  function tip(shown) {
    return function (hit) {
      if (hit.seriesName !== "weeks") return "";
      var row = shown[hit.dataIndex],
        most = weekOfMost(row.held.values),
        whole = row.held.values.reduce(function (sum, value) {
          return sum + value;
        }, 0);
      function week(at) {
        return R.later(R.plan.calendar.first, 7 * at);
      }
      return [
        "<b>" + R.escaped(row.place.name) + "</b> · " + R.escaped(row.street),
        week(row.held.from) + " – " + week(row.held.from + row.held.values.length),
        R.t("{n} weighted days per household", { n: R.decimal(whole / 100, 1) }),
        R.t("most in the week of {date}: {n}", {
          date: week(row.held.from + most),
          n: R.decimal(row.held.values[most] / 100)
        })
      ].join("<br>");
    };
  }

  /** Lines where years begin. */
  function years(last) {
    var marks = [],
      first = R.plan.calendar.first;
    for (var year = Number(first.slice(0, 4)) + 1; ; year += 1) {
      var week = (Date.UTC(year, 0, 1) - R.moment(first)) / (7 * 86400000);
      if (week > last) return marks;
      marks.push({ xAxis: week, label: { formatter: String(year) } });
    }
  }

  /** How high the calendar stands: all lines at once, higher ones where they are few. */
  R.calendarHeight = function (channel) {
    return R.linesHeight(rows(channel).length, 640);
  };

  /** Option of the calendar for the places that the filters leave. */
  R.calendarOption = function (channel) {
    var shown = rows(channel);
    var last = shown.reduce(function (most, row) {
      return Math.max(most, row.runs.length ? row.runs[row.runs.length - 1][1] : 0);
    }, 1);
    var option = R.chartBase(R.t("Nuisance of {n} estates by week.", { n: R.count(shown.length) }));
    option.grid = { left: LEFT, right: 34, top: 56, bottom: 8 };
    option.legend = {
      top: 2,
      left: 0,
      itemWidth: 18,
      itemHeight: 11,
      itemGap: 12,
      selectedMode: false,
      textStyle: { fontSize: 12.5, color: R.ink },
      data: legend()
    };
    option.xAxis = { type: "value", min: 0, max: last, show: false };
    option.yAxis = { type: "value", min: 0, max: Math.max(shown.length, 1), inverse: true, show: false };
    option.tooltip.formatter = tip(shown);
    option.dataZoom = R.rowZoom(shown.length);
    option.series = [
      {
        name: "weeks",
        type: "custom",
        encode: { x: 0, y: 1 },
        z: 3,
        data: shown.map(function () {
          return [0, 0];
        }),
        renderItem: line(shown),
        markLine: R.yearLines(years(last))
      },
      R.bandSeries(shown, LEFT, function (api, row) {
        return api.coord([0, row])[1];
      })
    ].concat(R.legendSeries(legend()));
    return option;
  };
})(Renewal);
