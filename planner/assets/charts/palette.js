/* Colours that differ for every eye: years from dark to light (viridis), else Paul Tol's muted scheme. */
(function (R) {
  "use strict";
  var VIRIDIS = [
    "#440154",
    "#472d7b",
    "#3b528b",
    "#2c728e",
    "#21918c",
    "#28ae80",
    "#5ec962",
    "#addc30",
    "#e3d21c"
  ];
  var MUTED = [
    "#332288",
    "#44aa99",
    "#117733",
    "#ddcc77",
    "#cc6677",
    "#88ccee",
    "#aa4499",
    "#999933",
    "#882255",
    "#7d8790"
  ];

  var SHADE = "rgba(0,0,0,0.15)";
  var PATTERNS = [
    { symbol: "none" },
    { color: SHADE, dashArrayX: [1, 0], dashArrayY: [1.5, 6], rotation: Math.PI / 4 },
    {
      color: SHADE,
      symbol: "circle",
      symbolSize: 0.55,
      dashArrayX: [
        [5, 5],
        [0, 5, 5, 0]
      ],
      dashArrayY: [5, 0]
    },
    { color: SHADE, dashArrayX: [1, 0], dashArrayY: [1.5, 6], rotation: -Math.PI / 4 },
    { color: SHADE, dashArrayX: [1, 0], dashArrayY: [1.5, 5] },
    {
      color: SHADE,
      symbol: "triangle",
      symbolSize: 0.6,
      dashArrayX: [
        [7, 7],
        [0, 7, 7, 0]
      ],
      dashArrayY: [7, 0]
    },
    { color: SHADE, dashArrayX: [1, 0], dashArrayY: [1.5, 5], rotation: Math.PI / 2 }
  ];

  R.ink = "#17212b";
  R.soft = "#4a5764";
  R.line = "#d5dce2";
  R.none = "#8a949e";
  R.font = '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC","WenQuanYi Micro Hei","Segoe UI",sans-serif';

  function channels(colour) {
    return [1, 3, 5].map(function (at) {
      return parseInt(colour.slice(at, at + 2), 16);
    });
  }

  function mixed(a, b, share) {
    var from = channels(a),
      to = channels(b);
    return (
      "#" +
      from
        .map(function (value, i) {
          return ("0" + Math.round(value + (to[i] - value) * share).toString(16)).slice(-2);
        })
        .join("")
    );
  }

  R.mixed = mixed;

  /** The colour of a year of start; grey for a place that does not start. */
  R.yearColour = function (year) {
    var number = R.plan.years.indexOf(Number(year)),
      last = R.plan.years.length - 1;
    if (number < 0) return R.none;
    var at = (last ? number / last : 0) * (VIRIDIS.length - 1),
      below = Math.floor(at);
    return mixed(VIRIDIS[below], VIRIDIS[Math.min(below + 1, VIRIDIS.length - 1)], at - below);
  };

  /** A darker shade for outlines, so that light colours stand out on white. */
  R.darker = function (colour) {
    return mixed(colour, "#000000", 0.35);
  };

  R.colour = function (number) {
    return MUTED[number % MUTED.length];
  };

  /** What all charts share: font, no animation, a description for screen readers, patterns beside colours. */
  R.chartBase = function (description, patterns) {
    return {
      animation: false,
      textStyle: { fontFamily: R.font, color: R.ink },
      aria: {
        enabled: true,
        label: { description: description },
        decal: { show: Boolean(patterns), decals: PATTERNS }
      },
      tooltip: {
        confine: true,
        backgroundColor: "#fff",
        borderColor: "#9fb1be",
        textStyle: { color: R.ink, fontSize: 13, fontFamily: R.font },
        extraCssText: "max-width:380px;white-space:normal;box-shadow:0 4px 16px rgba(20,40,60,.18)"
      }
    };
  };

  R.escaped = function (text) {
    return String(text).replace(/[&<>"']/g, function (c) {
      return "&#" + c.charCodeAt(0) + ";";
    });
  };

  /** What a place is called: its name, and whether it is a pilot. */
  R.called = function (place) {
    return place.pilot ? R.t("{name} (pilot)", { name: place.name }) : place.name;
  };

  /** What is told of a place when the pointer is on it. */
  R.placeTip = function (place) {
    var rows = [
      [R.t("Street"), R.plan.streets[place.street]],
      [R.t("Start – completion"), place.start ? place.start + " – " + place.finish : R.t("Not in the plan")],
      [R.t("Households"), place.households ? R.count(place.households) : ""],
      [R.t("Cost (10,000 yuan)"), place.cost ? R.wan(place.cost) : ""],
      [
        R.t("Works"),
        place.works
          ? R.count(place.works) +
            (place.left.length ? " (" + R.t("{n} left out", { n: place.left.length }) + ")" : "")
          : ""
      ]
    ].filter(function (row) {
      return row[1];
    });
    return (
      "<b>" +
      R.escaped(R.called(place)) +
      "</b><br>" +
      rows
        .map(function (row) {
          return R.escaped(row[0]) + ": " + R.escaped(row[1]);
        })
        .join("<br>")
    );
  };
})(Renewal);
