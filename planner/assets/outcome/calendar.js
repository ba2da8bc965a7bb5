/* The calendar of disruption: one line an estate, one column a week, the darker the more nuisance. */
(function (R) {
  "use strict";
  var LEFT = 98;
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
        return row.held && R.left(row.street, row.place.name, row.place.key);
      })
      .sort(function (a, b) {
        return (
          a.place.street - b.place.street ||
          a.held.from + weekOfMost(a.held.values) - (b.held.from + weekOfMost(b.held.values)) ||
          (a.place.key < b.place.key ? -1 : 1)
        );
      });
  }

  function cells(shown) {
    var found = [],
      last = 0;
    shown.forEach(function (row, at) {
      row.held.values.forEach(function (value, w) {
        if (value < 5) return;
        found.push([row.held.from + w, at, value / 100]);
        last = Math.max(last, row.held.from + w);
      });
    });
    return { data: found, weeks: last + 1 };
  }

  function pieces() {
    return SHADES.map(function (colour, at) {
      var piece = { color: colour };
      if (at) piece.gte = STEPS[at - 1];
      if (at < STEPS.length) piece.lt = STEPS[at];
      piece.label = !at ? "< " + STEPS[0] : at < STEPS.length ? STEPS[at - 1] + "–" + STEPS[at] : "≥ " + STEPS[at - 1];
      return piece;
    });
  }

  function names(shown) {
    return {
      name: "names",
      type: "custom",
      silent: true,
      z: 5,
      tooltip: { show: false },
      data: shown.map(function () {
        return [0, 0];
      }),
      renderItem: function (params, api) {
        var at = params.dataIndex,
          row = shown[at],
          high = api.size([0, 1])[1];
        if (high < 10) return null;
        var last = row.held.from + row.held.values.length,
          middle = api.coord([last, at]),
          room = params.coordSys.x + params.coordSys.width - middle[0] > 130;
        return {
          type: "text",
          style: {
            text: row.place.name,
            x: room ? middle[0] + 6 : api.coord([row.held.from, at])[0] - 6,
            y: middle[1],
            align: room ? "left" : "right",
            verticalAlign: "middle",
            fontSize: Math.min(12, high),
            fill: R.ink,
            fontFamily: R.font
          }
        };
      }
    };
  }

  /** Option of the calendar for the places that the filters leave. */
  R.calendarOption = function (channel) {
    var shown = rows(channel),
      drawn = cells(shown);
    var firsts = [];
    for (var w = 0; w < drawn.weeks; w += 1) firsts.push(R.later(R.plan.calendar.first, 7 * w));
    var option = R.chartBase(R.t("Nuisance of {n} estates by week.", { n: R.count(shown.length) }));
    option.grid = { left: LEFT, right: 34, top: 34, bottom: 26 };
    option.xAxis = {
      type: "category",
      data: firsts,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: "#93a3af" } },
      axisLabel: R.yearLabels(firsts)
    };
    option.yAxis = {
      type: "category",
      inverse: true,
      data: shown.map(function (row) {
        return row.place.key;
      }),
      axisTick: { show: false },
      axisLabel: { show: false },
      axisLine: { show: false }
    };
    option.visualMap = {
      type: "piecewise",
      seriesIndex: 0,
      orient: "horizontal",
      top: 2,
      right: 30,
      itemWidth: 18,
      itemHeight: 11,
      itemGap: 8,
      textGap: 5,
      selectedMode: false,
      textStyle: { color: R.ink, fontSize: 12 },
      pieces: pieces()
    };
    option.tooltip.formatter = function (hit) {
      if (hit.seriesType !== "heatmap") return "";
      var row = shown[hit.value[1]];
      return (
        "<b>" +
        R.escaped(row.place.name) +
        "</b> · " +
        R.escaped(row.street) +
        "<br>" +
        R.t("week of {date}", { date: firsts[hit.value[0]] }) +
        "<br>" +
        R.t("{n} weighted days per household", { n: R.decimal(hit.value[2]) })
      );
    };
    option.dataZoom = R.rowZoom(shown.length);
    function edge(api, row) {
      var high = api.size([0, 1])[1];
      return api.coord([0, row])[1] - high / 2;
    }
    option.series = [
      { type: "heatmap", data: drawn.data, progressive: 0, progressiveThreshold: Infinity, itemStyle: { borderWidth: 0 } },
      R.bandSeries(R.streetBands(shown), LEFT, edge),
      names(shown)
    ];
    return option;
  };
})(Renewal);
