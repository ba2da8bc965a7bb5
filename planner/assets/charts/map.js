/* Map by year of start: estates by longitude and latitude, streets as outlines; no background is fetched. */
(function (R) {
  "use strict";
  var METRES_PER_DEGREE = 111320;

  function located() {
    return R.plan.places.filter(function (place) {
      return place.at;
    });
  }

  /** Bounds of all places, widened so that a metre is as long upwards as sideways on a chart of this size. */
  function bounds(width, height) {
    var xs = located().map(function (p) {
        return p.at[0];
      }),
      ys = located().map(function (p) {
        return p.at[1];
      });
    var x = [Math.min.apply(null, xs), Math.max.apply(null, xs)],
      y = [Math.min.apply(null, ys), Math.max.apply(null, ys)];
    var shrink = Math.cos((((y[0] + y[1]) / 2) * Math.PI) / 180);
    var wide = Math.max((x[1] - x[0]) * shrink, 0.002) * 1.14,
      high = Math.max(y[1] - y[0], 0.002) * 1.2;
    if (wide / high > width / height) high = (wide * height) / width;
    else wide = (high * width) / height;
    var cx = (x[0] + x[1]) / 2,
      cy = (y[0] + y[1]) / 2;
    return {
      x: [cx - wide / shrink / 2, cx + wide / shrink / 2],
      y: [cy - high / 2, cy + high / 2],
      metres: wide * METRES_PER_DEGREE
    };
  }

  function outline(params, api) {
    var corners = R.plan.hulls[params.dataIndex];
    if (!corners.length) return null;
    var points = corners.map(function (corner) {
      return api.coord(corner);
    });
    return {
      type: "polygon",
      shape: { points: points, smooth: 0.05 },
      style: { fill: "rgba(11,79,108,.045)", stroke: "#7f9dae", lineWidth: 1.2, lineJoin: "round" }
    };
  }

  /** Name of a street at the middle of its places, moved apart where names would touch. */
  function labels(width, height, box) {
    var names = R.plan.streets
      .map(function (street, number) {
        var here = located().filter(function (p) {
          return p.street === number && R.isEstate(p);
        });
        if (!street || !here.length) return null;
        var lon =
          here.reduce(function (s, p) {
            return s + p.at[0];
          }, 0) / here.length;
        var lat = Math.max.apply(
          null,
          here.map(function (p) {
            return p.at[1];
          })
        );
        return {
          text: street,
          x: ((lon - box.x[0]) / (box.x[1] - box.x[0])) * width,
          y: height - ((lat - box.y[0]) / (box.y[1] - box.y[0])) * height - 8
        };
      })
      .filter(Boolean)
      .sort(function (a, b) {
        return a.y - b.y;
      });
    names.forEach(function (name, i) {
      for (var moved = true, turns = 0; moved && turns < 20; turns++) {
        moved = names.slice(0, i).some(function (other) {
          if (Math.abs(other.x - name.x) < 70 && Math.abs(other.y - name.y) < 16) {
            name.y = other.y + 16;
            return true;
          }
          return false;
        });
      }
    });
    return names.map(function (name) {
      return [
        box.x[0] + (name.x / width) * (box.x[1] - box.x[0]),
        box.y[0] + ((height - name.y) / height) * (box.y[1] - box.y[0]),
        name.text
      ];
    });
  }

  function written(names) {
    return function (params, api) {
      var name = names[params.dataIndex],
        at = api.coord(name);
      return {
        type: "text",
        style: {
          text: name[2],
          x: at[0],
          y: at[1],
          align: "center",
          verticalAlign: "middle",
          fontSize: 12.5,
          fontWeight: 700,
          fill: "#12344a",
          stroke: "#fff",
          lineWidth: 3,
          fontFamily: R.font
        }
      };
    };
  }

  /** Circles shrink where there are very many, so that they do not hide each other. */
  function size(place) {
    var crowd = Math.min(1, Math.max(0.4, Math.sqrt(700 / Math.max(1, R.plan.places.length))));
    return (R.isEstate(place) ? 3.5 + Math.sqrt(place.households) * 0.38 : 10) * crowd;
  }

  /** How a place of a plan looks: in the colour of its year of start, hollow where it does not start. */
  function byYear(place) {
    var colour = R.yearColour(place.startYear),
      planned = place.startYear !== "none";
    return {
      color: planned ? colour : "#ffffff",
      borderColor: planned ? R.darker(colour) : "#5d6771",
      borderWidth: planned ? 0.8 : 1.6
    };
  }

  function point(place, faded, look) {
    var looks = look(place);
    return {
      value: place.at,
      number: place.number,
      symbolSize: size(place),
      symbol: looks.symbol || (R.isEstate(place) ? "circle" : "diamond"),
      itemStyle: {
        color: looks.color,
        borderColor: looks.borderColor,
        borderWidth: looks.borderWidth,
        opacity: faded ? 0.12 : 0.92
      }
    };
  }

  function scaleBar(box, width, height) {
    var metres =
      [100, 200, 500, 1000, 2000, 5000, 10000, 20000]
        .filter(function (m) {
          return (m / box.metres) * width <= 140;
        })
        .pop() || 100;
    var long = (metres / box.metres) * width,
      x = 12,
      y = height - 14;
    return [
      {
        type: "line",
        silent: true,
        shape: { x1: x, y1: y, x2: x + long, y2: y },
        style: { stroke: R.ink, lineWidth: 2 }
      },
      {
        type: "text",
        silent: true,
        style: {
          text: metres >= 1000 ? metres / 1000 + " km" : metres + " m",
          x: x,
          y: y - 16,
          fontSize: 11,
          fill: R.ink,
          fontFamily: R.font
        }
      }
    ];
  }

  /** Option of the map: the chosen places in colour, the others faint; by their year of start if not told. */
  R.mapOption = function (places, width, height, told) {
    var chosen = {},
      look = told ? told.look : byYear,
      tip = told ? told.tip : R.placeTip,
      box = bounds(width, height);
    places.forEach(function (place) {
      chosen[place.number] = true;
    });
    var option = R.chartBase(
      told
        ? told.description
        : R.t("Map of {n} places, coloured by year of start. The table of estates holds the same.", {
            n: places.length
          })
    );
    var axis = { type: "value", show: false };
    option.grid = { left: 0, right: 0, top: 0, bottom: 0 };
    option.xAxis = Object.assign({ min: box.x[0], max: box.x[1] }, axis);
    option.yAxis = Object.assign({ min: box.y[0], max: box.y[1] }, axis);
    option.tooltip.formatter = function (hit) {
      return hit.data && hit.data.number !== undefined ? tip(R.plan.places[hit.data.number]) : "";
    };
    option.dataZoom = [
      {
        type: "inside",
        xAxisIndex: 0,
        filterMode: "none",
        zoomOnMouseWheel: "ctrl",
        moveOnMouseWheel: false
      },
      { type: "inside", yAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false }
    ];
    option.graphic = scaleBar(box, width, height);
    var names = labels(width, height, box);
    var points = located()
      .slice()
      .sort(function (a, b) {
        return size(b) - size(a);
      });
    option.series = [
      {
        type: "custom",
        silent: true,
        z: 1,
        renderItem: outline,
        data: R.plan.hulls.map(function (corners) {
          return corners[0] || [box.x[0], box.y[0]];
        })
      },
      {
        type: "scatter",
        silent: true,
        z: 2,
        data: points
          .filter(function (p) {
            return !chosen[p.number];
          })
          .map(function (p) {
            return point(p, true, look);
          })
      },
      {
        type: "scatter",
        z: 3,
        data: points
          .filter(function (p) {
            return chosen[p.number];
          })
          .map(function (p) {
            return point(p, false, look);
          })
      },
      {
        type: "custom",
        silent: true,
        z: 4,
        renderItem: written(names),
        data: names.map(function (name) {
          return name.slice(0, 2);
        })
      }
    ];
    return option;
  };

  R.hasMap = function () {
    return located().length > 0;
  };
})(Renewal);
