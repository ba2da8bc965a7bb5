/* One replication as a timeline: a line a campaign, bars its visits by kind, waiting hatched before them. */
(function (R) {
  "use strict";
  var LEFT = 98,
    NAMES_FROM = 9.3,
    LANES_FROM = 13;
  var COLOURS = ["#35688e", "#88ccee", "#999933", "#7d8790", "#cc6677", "#117733"];
  var WAITING = "#e9a13b";

  /** Lines of the timeline: by street, then by planned start. */
  function rows(replayed) {
    var visits = replayed.campaigns.map(function () {
      return [];
    });
    replayed.visits.forEach(function (visit) {
      visits[visit[0]].push(visit);
    });
    return replayed.campaigns
      .map(function (campaign, number) {
        return {
          name: campaign[0],
          street: R.plan.streets[campaign[1]],
          order: campaign[1],
          key: campaign[2],
          planned: [campaign[3], campaign[4]],
          finish: campaign[5],
          visits: visits[number]
        };
      })
      .filter(function (row) {
        return R.leaves(row.street, R.searched(row.name, row.key));
      })
      .sort(function (a, b) {
        return a.order - b.order || a.planned[0] - b.planned[0] || (a.key < b.key ? -1 : 1);
      });
  }

  /** Visits with their lane in the line of their campaign: those at one time stand one above the other. */
  function bars(shown) {
    var found = [];
    shown.forEach(function (row, at) {
      var free = [],
        own = row.visits
          .map(function (visit) {
            return { row: at, type: visit[1], kind: visit[2], ready: visit[3], start: visit[4], end: visit[5], lacked: visit[6] };
          })
          .sort(function (a, b) {
            return a.ready - b.ready || a.end - b.end;
          });
      own.forEach(function (bar) {
        var lane = free.findIndex(function (until) {
          return until <= bar.ready;
        });
        if (lane < 0) lane = free.push(0) - 1;
        free[lane] = Math.max(bar.end, bar.start + 1);
        bar.lane = lane;
      });
      own.forEach(function (bar) {
        bar.lanes = free.length;
        found.push(bar);
      });
    });
    return found;
  }

  function rect(area, x, y, width, height, style) {
    var shape = { x: x, y: y, width: Math.max(width, 0.8), height: Math.max(height, 0.8) };
    var kept = echarts.graphic.clipRectByRect(shape, area);
    return kept ? { type: "rect", shape: kept, style: style } : null;
  }

  function visit(all) {
    return function (params, api) {
      var bar = all[params.dataIndex],
        area = params.coordSys,
        from = api.coord([bar.start, bar.row]),
        to = api.coord([bar.end, bar.row + 1]);
      var whole = to[1] - from[1];
      if (to[1] < area.y || from[1] > area.y + area.height) return null;
      var room = whole > 4 ? whole * 0.86 : whole;
      var split = whole >= LANES_FROM;
      var high = split ? room / bar.lanes : room;
      var top = from[1] + (whole - room) / 2 + (split ? bar.lane * high : 0);
      var ready = api.coord([bar.ready, bar.row])[0];
      return {
        type: "group",
        children: [
          bar.lacked && from[0] - ready > 0.5
            ? rect(area, ready, top + high * 0.25, from[0] - ready, high * 0.5, {
                fill: WAITING,
                opacity: 0.75
              })
            : null,
          rect(area, from[0], top, to[0] - from[0], high - (split ? 0.5 : 0), { fill: COLOURS[bar.kind] })
        ].filter(Boolean)
      };
    };
  }

  /** The plan's own span of each campaign, a thin line below its bars, and its name. */
  function planned(shown) {
    return function (params, api) {
      var at = params.dataIndex,
        row = shown[at],
        area = params.coordSys,
        from = api.coord([row.planned[0], at]),
        to = api.coord([row.planned[1], at + 1]);
      var high = to[1] - from[1];
      if (to[1] < area.y || from[1] > area.y + area.height || high < 5) return null;
      var children = [rect(area, from[0], to[1] - 1.6, to[0] - from[0], 1.4, { fill: R.ink })];
      if (high >= NAMES_FROM) {
        var end = api.coord([Math.max(row.finish, row.planned[1]), at])[0];
        children.push(R.barName(row.name, area, from[0], end, (from[1] + to[1]) / 2, high));
      }
      return { type: "group", children: children.filter(Boolean) };
    };
  }

  function legend() {
    return R.plan.labels.visits
      .map(function (label, kind) {
        return { name: R.t(label), itemStyle: { color: COLOURS[kind] } };
      })
      .concat([{ name: R.t("waiting for a resource"), itemStyle: { color: WAITING } }]);
  }

  function years(first, last) {
    var marks = [];
    for (var year = Number(first.slice(0, 4)) + 1; ; year += 1) {
      var day = Math.round((Date.UTC(year, 0, 1) - R.moment(first)) / 86400000);
      if (day > last) return marks;
      marks.push({ xAxis: day, label: { formatter: String(year) } });
    }
  }

  function tip(shown, all, first) {
    return function (hit) {
      if (hit.seriesName !== "visits") return "";
      var bar = all[hit.dataIndex],
        row = shown[bar.row];
      return (
        "<b>" +
        R.escaped(row.name) +
        "</b> · " +
        R.escaped(R.said(R.plan.replayed.types[bar.type])) +
        "<br>" +
        R.t(R.plan.labels.visits[bar.kind]) +
        ": " +
        R.later(first, bar.start) +
        " – " +
        R.later(first, Math.max(bar.end - 1, bar.start)) +
        (bar.start > bar.ready
          ? "<br>" +
            (bar.lacked
              ? R.t("waited {n} [day|days] for {name}", { n: R.count(bar.start - bar.ready), name: R.escaped(R.said(R.plan.replayed.lacked[bar.lacked])) })
              : R.t("{n} closed [day|days] before it", { n: R.count(bar.start - bar.ready) }))
          : "")
      );
    };
  }

  /** How high the timeline stands. */
  R.timelineHeight = function () {
    return R.linesHeight(rows(R.plan.replayed).length, 720);
  };

  /** Option of the timeline for the campaigns that the filters leave. */
  R.timelineOption = function () {
    var replayed = R.plan.replayed,
      shown = rows(replayed),
      all = bars(shown);
    var last = all.reduce(function (most, bar) {
      return Math.max(most, bar.end);
    }, 1);
    var option = R.chartBase(
      R.t("Visits of {n} campaigns in one replication.", { n: R.count(shown.length) })
    );
    option.grid = { left: LEFT, right: 34, top: 56, bottom: 8 };
    option.legend = {
      top: 2,
      left: 0,
      itemWidth: 16,
      itemHeight: 10,
      itemGap: 14,
      selectedMode: false,
      textStyle: { fontSize: 12.5, color: R.ink },
      data: legend()
    };
    option.xAxis = { type: "value", min: 0, max: last, show: false };
    option.yAxis = { type: "value", min: 0, max: Math.max(shown.length, 1), inverse: true, show: false };
    option.tooltip.formatter = tip(shown, all, replayed.first);
    option.dataZoom = R.rowZoom(shown.length);
    option.series = [
      {
        name: "visits",
        type: "custom",
        encode: { x: 0, y: 1 },
        progressive: 0,
        progressiveThreshold: Infinity,
        z: 3,
        data: all.map(function () {
          return [0, 0];
        }),
        renderItem: visit(all),
        markLine: R.yearLines(years(replayed.first, last))
      },
      {
        name: "plan",
        type: "custom",
        silent: true,
        z: 4,
        encode: { x: 0, y: 1 },
        data: shown.map(function () {
          return [0, 0];
        }),
        renderItem: planned(shown)
      },
      R.bandSeries(shown, LEFT, function (api, row) {
        return api.coord([0, row])[1];
      })
    ].concat(R.legendSeries(legend()));
    return option;
  };
})(Renewal);
