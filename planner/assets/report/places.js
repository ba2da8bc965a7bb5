/* The table of estates: sorted, filtered, drawn as the reader comes to its lines, saved as CSV. */
(function (R) {
  "use strict";
  var make = R.make,
    AT_ONCE = 100;

  function columns() {
    var paid = R.plan.payers.map(function (payer, n) {
      return {
        key: "payer" + n,
        label: R.t("paid by {who}", { who: R.said(payer) }),
        kind: "n",
        value: function (p) {
          return p.payers[n];
        },
        show: R.wan,
        total: true
      };
    });
    function plain(key, label, kind, show, total) {
      return {
        key: key,
        label: label,
        kind: kind,
        show: show,
        total: total,
        value: function (p) {
          return p[key];
        }
      };
    }
    var funding = {
      key: "funding",
      label: R.t("Funding"),
      kind: "d",
      value: function (p) {
        return R.label("funding", p.funding);
      }
    };
    return [
      {
        key: "name",
        label: R.t("Name"),
        kind: "",
        value: function (p) {
          return p.name;
        }
      },
      {
        key: "key",
        label: R.t("Code"),
        kind: "d",
        value: function (p) {
          return p.key;
        }
      },
      {
        key: "street",
        label: R.t("Street"),
        kind: "d",
        value: function (p) {
          return R.plan.streets[p.street];
        }
      },
      plain("zone", R.t("Zone"), "d"),
      plain("built", R.t("Year built"), "n", String),
      plain("households", R.t("Households"), "n", R.count, true),
      plain("buildings", R.t("Buildings"), "n", R.count, true),
      plain("area", R.t("Floor area (m²)"), "n", R.count, true),
      plain("start", R.t("Start"), "d"),
      plain("finish", R.t("Completion"), "d")
    ].concat(R.plan.rests ? [funding] : [], [
      plain("cost", R.t("Cost (10,000 yuan)"), "n", R.wan, true)
    ], paid, [
      plain("works", R.t("Works"), "n", R.count, true),
      {
        key: "out",
        label: R.t("Works left out"),
        kind: "n",
        value: function (p) {
          return p.left.length;
        },
        show: R.count,
        total: true
      },
      {
        key: "state",
        label: R.t("What becomes of it"),
        kind: "d",
        value: function (p) {
          return R.label("states", p.state);
        }
      },
      plain("unit", R.t("Responsible unit"), "")
    ]);
  }

  function sorted(places, all) {
    var wanted = R.state.sort,
      down = wanted[0] === "-",
      key = down ? wanted.slice(1) : wanted;
    var column = all.filter(function (c) {
      return c.key === key;
    })[0];
    if (!column) return places;
    return places.slice().sort(function (a, b) {
      var x = column.value(a),
        y = column.value(b),
        none = x === undefined || x === "",
        other = y === undefined || y === "";
      if (none || other) return none - other || a.number - b.number;
      var order =
        typeof x === "number"
          ? x - y
          : String(x).localeCompare(String(y), R.lang === "zh" ? "zh-CN" : "en", { numeric: true });
      return (down ? -order : order) || a.number - b.number;
    });
  }

  function header(column) {
    var now = R.state.sort.replace("-", "") === column.key,
      down = R.state.sort[0] === "-";
    return make(
      "th",
      {
        scope: "col",
        class: column.kind || null,
        "aria-sort": now ? (down ? "descending" : "ascending") : "none"
      },
      [
        make("button", {
          type: "button",
          "data-sort": column.key,
          text: column.label,
          onclick: function () {
            R.change({ sort: now ? (down ? "" : "-" + column.key) : column.key });
            document.querySelector('[data-sort="' + column.key + '"]').focus();
          }
        })
      ]
    );
  }

  /** Paper has no buttons. */
  function plainHeader(column) {
    return make("th", { scope: "col", class: column.kind || null, text: column.label });
  }

  function shown(column, place) {
    var value = column.value(place);
    if (value === undefined || value === "" || (column.kind === "n" && !value)) return "";
    return column.show ? column.show(value) : value;
  }

  function line(place, all) {
    return make(
      "tr",
      {},
      all.map(function (column, c) {
        if (!c) {
          return make("th", { scope: "row" }, [
            make(
              "button",
              {
                type: "button",
                class: "link",
                onclick: function () {
                  R.change({ place: place.key });
                }
              },
              [R.called(place)]
            )
          ]);
        }
        return make("td", { class: column.kind || null }, [
          column.key === "state" ? R.stateTag(place.state) : shown(column, place)
        ]);
      })
    );
  }

  /** Draws the table of estates; the first lines at once, the others as the reader comes to them. */
  R.drawPlaces = function (everything) {
    var all = columns(),
      places = sorted(R.selection(), all),
      body = make("tbody");
    function add(until) {
      for (var n = body.childNodes.length; n < Math.min(until, places.length); n++)
        body.appendChild(line(places[n], all));
    }
    add(everything ? places.length : AT_ONCE);
    var total = make(
      "tr",
      {},
      all.map(function (column, c) {
        if (!c) return make("th", { scope: "row", text: R.t("Total of {n}", { n: R.count(places.length) }) });
        return make("td", {
          class: column.kind || null,
          text: column.total
            ? column.show(
                places.reduce(function (s, p) {
                  return s + (column.value(p) || 0);
                }, 0)
              )
            : ""
        });
      })
    );
    var holder = document.getElementById("places"),
      at = holder.scrollLeft;
    R.fill(holder, [
      make("table", {}, [
        make("thead", {}, [make("tr", {}, all.map(everything ? plainHeader : header))]),
        body,
        make("tfoot", {}, [total])
      ])
    ]);
    holder.scrollTop = 0;
    holder.scrollLeft = at;
    holder.onscroll = function () {
      if (holder.scrollTop + holder.clientHeight > holder.scrollHeight - 600)
        add(body.childNodes.length + AT_ONCE);
    };
  };

  /** The table of estates as CSV that Excel opens with Chinese text intact; text never as a formula. */
  R.csv = function () {
    var all = columns();
    function cell(value) {
      var text = value === undefined || value === null ? "" : String(value);
      if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
      return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    }
    var lines = sorted(R.selection(), all).map(function (place) {
      return all
        .map(function (c) {
          var value = c.value(place);
          return cell(c.show === R.wan && value !== undefined ? Math.round(value) / 1e4 : value);
        })
        .join(",");
    });
    return (
      "\ufeff" +
      [
        all
          .map(function (c) {
            return cell(c.label);
          })
          .join(",")
      ]
        .concat(lines)
        .join("\r\n") +
      "\r\n"
    );
  };
})(Renewal);
