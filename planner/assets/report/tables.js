/* Tables of numbers: estates (sorted, filtered, saved as CSV), years, streets, funds, classes of work. */
(function (R) {
  "use strict";
  var make = R.make, AT_ONCE = 100;

  R.stateTag = function (state) { return make("span", { class: "tag " + state, text: R.label("states", state) }); };

  /** A table: caption, columns [label, class], rows of cells (text or element), the row of totals. */
  R.table = function (caption, columns, rows, total) {
    function cell(value, c, tag) {
      var attributes = { class: columns[c][1] || null };
      if (tag === "th") attributes.scope = "row";
      return make(tag, attributes, value === null || value === undefined ? [] : [typeof value === "object" ? value : String(value)]);
    }
    function line(row) { return make("tr", {}, row.map(function (value, c) { return cell(value, c, c ? "td" : "th"); })); }
    return make("table", {}, [
      caption ? make("caption", { text: caption }) : null,
      make("thead", {}, [make("tr", {}, columns.map(function (c) { return make("th", { scope: "col", class: c[1] || null, text: c[0] }); }))]),
      make("tbody", {}, rows.map(line)),
      total ? make("tfoot", {}, [line(total)]) : null
    ]);
  };

  function columns() {
    var paid = R.plan.payers.map(function (payer, n) {
      return { key: "payer" + n, label: R.t("paid by {who}", { who: R.said(payer) }), kind: "n", value: function (p) { return p.payers[n]; }, show: R.wan, total: true };
    });
    function plain(key, label, kind, show, total) {
      return { key: key, label: label, kind: kind, show: show, total: total, value: function (p) { return p[key]; } };
    }
    return [
      { key: "name", label: R.t("Name"), kind: "", value: function (p) { return p.name; } },
      { key: "key", label: R.t("Code"), kind: "d", value: function (p) { return p.key; } },
      { key: "street", label: R.t("Street"), kind: "d", value: function (p) { return R.plan.streets[p.street]; } },
      plain("zone", R.t("Zone"), "d"),
      plain("built", R.t("Year built"), "n", String),
      plain("households", R.t("Households"), "n", R.count, true),
      plain("buildings", R.t("Buildings"), "n", R.count, true),
      plain("area", R.t("Floor area (m²)"), "n", R.count, true),
      plain("start", R.t("Start"), "d"),
      plain("finish", R.t("Completion"), "d"),
      plain("cost", R.t("Cost (10,000 yuan)"), "n", R.wan, true)
    ].concat(paid, [
      plain("works", R.t("Works"), "n", R.count, true),
      { key: "out", label: R.t("Works left out"), kind: "n", value: function (p) { return p.left.length; }, show: R.count, total: true },
      { key: "state", label: R.t("What becomes of it"), kind: "d", value: function (p) { return R.label("states", p.state); } },
      plain("unit", R.t("Responsible unit"), "")
    ]);
  }

  function sorted(places, all) {
    var wanted = R.state.sort, down = wanted[0] === "-", key = down ? wanted.slice(1) : wanted;
    var column = all.filter(function (c) { return c.key === key; })[0];
    if (!column) return places;
    return places.slice().sort(function (a, b) {
      var x = column.value(a), y = column.value(b), none = x === undefined || x === "", other = y === undefined || y === "";
      if (none || other) return none - other || a.number - b.number;
      var order = typeof x === "number" ? x - y : String(x).localeCompare(String(y), R.lang === "zh" ? "zh-CN" : "en", { numeric: true });
      return (down ? -order : order) || a.number - b.number;
    });
  }

  function header(column) {
    var now = R.state.sort.replace("-", "") === column.key, down = R.state.sort[0] === "-";
    return make("th", { scope: "col", class: column.kind || null, "aria-sort": now ? (down ? "descending" : "ascending") : "none" }, [
      make("button", { type: "button", "data-sort": column.key, text: column.label, onclick: function () {
        R.change({ sort: now ? (down ? "" : "-" + column.key) : column.key });
        document.querySelector('[data-sort="' + column.key + '"]').focus();
      } })
    ]);
  }

  /** Paper has no buttons. */
  function plainHeader(column) { return make("th", { scope: "col", class: column.kind || null, text: column.label }); }

  function shown(column, place) {
    var value = column.value(place);
    if (value === undefined || value === "" || (column.kind === "n" && !value)) return "";
    return column.show ? column.show(value) : value;
  }

  function line(place, all) {
    return make("tr", {}, all.map(function (column, c) {
      if (!c) {
        return make("th", { scope: "row" }, [make("button", { type: "button", class: "link", onclick: function () { R.change({ place: place.key }); } },
          [R.called(place)])]);
      }
      return make("td", { class: column.kind || null }, [column.key === "state" ? R.stateTag(place.state) : shown(column, place)]);
    }));
  }

  /** Draws the table of estates; the first lines at once, the others as the reader comes to them. */
  R.drawPlaces = function (everything) {
    var all = columns(), places = sorted(R.selection(), all), body = make("tbody");
    function add(until) {
      for (var n = body.childNodes.length; n < Math.min(until, places.length); n++) body.appendChild(line(places[n], all));
    }
    add(everything ? places.length : AT_ONCE);
    var total = make("tr", {}, all.map(function (column, c) {
      if (!c) return make("th", { scope: "row", text: R.t("Total of {n}", { n: R.count(places.length) }) });
      return make("td", { class: column.kind || null, text: column.total ? column.show(places.reduce(function (s, p) { return s + (column.value(p) || 0); }, 0)) : "" });
    }));
    var holder = document.getElementById("places"), at = holder.scrollLeft;
    R.fill(holder, [make("table", {}, [make("thead", {}, [make("tr", {}, all.map(everything ? plainHeader : header))]), body, make("tfoot", {}, [total])])]);
    holder.scrollTop = 0;
    holder.scrollLeft = at;
    holder.onscroll = function () {
      if (holder.scrollTop + holder.clientHeight > holder.scrollHeight - 600) add(body.childNodes.length + AT_ONCE);
    };
  };

  /** The table of estates as a CSV file that Excel opens with Chinese text intact; text never as a formula. */
  R.csv = function () {
    var all = columns();
    function cell(value) {
      var text = value === undefined || value === null ? "" : String(value);
      if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
      return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    }
    var lines = sorted(R.selection(), all).map(function (place) {
      return all.map(function (c) {
        var value = c.value(place);
        return cell(c.show === R.wan && value !== undefined ? Math.round(value) / 1e4 : value);
      }).join(",");
    });
    return "\ufeff" + [all.map(function (c) { return cell(c.label); }).join(",")].concat(lines).join("\r\n") + "\r\n";
  };

  function sums(rows, keys) {
    return keys.map(function (key) { return rows.reduce(function (sum, row) { return sum + (row[key] || 0); }, 0); });
  }

  R.drawYears = function () {
    var rows = R.plan.byYear, total = sums(rows, ["started", "completed", "households_started", "households_completed", "floor_area_completed_m2", "cost"]);
    function cells(v) { return [R.count(v[0]), R.count(v[1]), R.count(v[2]), R.count(v[3]), R.decimal(v[4] / 1e4), R.wan(v[5])]; }
    R.fill("by-year", [R.table("", [
      [R.t("Year"), ""], [R.t("Estates started"), "n"], [R.t("Estates completed"), "n"], [R.t("Households started"), "n"], [R.t("Households completed"), "n"],
      [R.t("Area completed (10,000 m²)"), "n"], [R.t("Money (10,000 yuan)"), "n"]
    ], rows.map(function (r) {
      return [r.year].concat(cells([r.started, r.completed, r.households_started, r.households_completed, r.floor_area_completed_m2, r.cost]));
    }), [R.t("Total")].concat(cells(total)))]);
  };

  R.drawStreets = function () {
    var rows = R.plan.byStreet, keys = ["estates", "households", "started", "completed", "cost", "share_of_households", "share_of_cost"], total = sums(rows, keys);
    function cells(v) { return [R.count(v[0]), R.count(v[1]), R.count(v[2]), R.count(v[3]), R.wan(v[4]), R.percent(v[5]), R.percent(v[6])]; }
    R.fill("by-street", [R.table("", [
      [R.t("Street"), ""], [R.t("Estates"), "n"], [R.t("Households"), "n"], [R.t("Started"), "n"], [R.t("Completed"), "n"], [R.t("Cost (10,000 yuan)"), "n"],
      [R.t("Share of households"), "n"], [R.t("Share of cost"), "n"]
    ], rows.map(function (r) {
      return [r.street || R.t("(no street)")].concat(cells(keys.map(function (key) { return r[key]; })));
    }), [R.t("Total")].concat(cells(total)))]);
  };

  function meter(year) {
    var available = year[0] + year[1], share = available ? Math.min(1, year[2] / available) : 0;
    if (!available && !year[2]) return make("span", { class: "meter none", text: "–" });
    var full = available - year[2] < 1;
    return make("span", { class: "meter" + (full ? " full" : ""), style: "--share:" + (share * 100).toFixed(1) + "%",
      title: R.t("limit {limit}, carried in {carried}, drawn {drawn}, left {left}", { limit: R.wan(year[0]), carried: R.wan(year[1]), drawn: R.wan(year[2]), left: R.wan(available - year[2]) })
    }, [R.wan(year[2])]);
  }

  R.drawFundYears = function () {
    var years = R.plan.years;
    var total = years.map(function (year, y) { return R.wan(R.plan.funds.reduce(function (sum, f) { return sum + (f.years[y] ? f.years[y][2] : 0); }, 0)); });
    var all = R.plan.funds.reduce(function (sum, f) { return sum + f.years.reduce(function (s, y) { return s + y[2]; }, 0); }, 0);
    R.fill("fund-years", [R.table("", [[R.t("Fund"), ""]].concat(years.map(function (year) { return [String(year), "n"]; }), [[R.t("Total"), "n"]]),
      R.plan.funds.map(function (fund) {
        return [R.said(fund)].concat(fund.years.map(meter), [R.wan(fund.years.reduce(function (sum, y) { return sum + y[2]; }, 0))]);
      }), [R.t("Total")].concat(total, [R.wan(all)]))]);
  };

  R.drawPayerYears = function () {
    var years = R.plan.years;
    var rows = R.plan.payers.map(function (payer) {
      var paid = years.map(function (year, y) {
        return R.plan.funds.reduce(function (sum, f) { return sum + (f.payer === payer.key && f.years[y] ? f.years[y][2] : 0); }, 0);
      });
      return { name: R.said(payer), paid: paid, later: Math.max(0, payer.paid - paid.reduce(function (a, b) { return a + b; }, 0)), all: payer.paid };
    });
    var later = rows.some(function (row) { return row.later >= 1; });
    function cells(row) { return row.paid.concat(later ? [row.later] : [], [row.all]).map(R.wan); }
    function sum(value) { return rows.reduce(function (s, row) { return s + value(row); }, 0); }
    var all = { paid: years.map(function (year, y) { return sum(function (row) { return row.paid[y]; }); }), later: sum(function (row) { return row.later; }), all: sum(function (row) { return row.all; }) };
    R.fill("payer-years", [R.table("", [[R.t("Payer"), ""]].concat(years.map(function (year) { return [String(year), "n"]; }), later ? [[R.t("later"), "n"]] : [], [[R.t("Total"), "n"]]),
      rows.map(function (row) { return [row.name].concat(cells(row)); }), [R.t("Total")].concat(cells(all)))]);
  };

  /** Works done and left out by type, for the places that the filters leave. */
  R.drawClasses = function () {
    var sums = R.plan.types.map(function () { return [0, 0, 0, 0, 0]; });
    R.selection().forEach(function (place) {
      place.campaigns.forEach(function (campaign) {
        campaign[4].forEach(function (work) { var s = sums[work[0]]; s[0] += 1; s[1] += work[1]; s[2] += work[4]; });
      });
      place.left.forEach(function (out) { if (out[0] >= 0) { sums[out[0]][3] += 1; sums[out[0]][4] += out[1]; } });
    });
    var order = sums.map(function (s, n) { return n; }).filter(function (n) { return sums[n][0] || sums[n][3]; })
      .sort(function (a, b) { return R.plan.types[a].group - R.plan.types[b].group || a - b; });
    function total(k) { return order.reduce(function (sum, n) { return sum + sums[n][k]; }, 0); }
    R.fill("by-class", [R.table("", [
      [R.t("Work type"), ""], [R.t("Class"), "d"], [R.t("Works"), "n"], [R.t("Quantity"), "n"], [R.t("Unit"), "d"], [R.t("Cost (10,000 yuan)"), "n"],
      [R.t("Works left out"), "n"], [R.t("Cost of works left out"), "n"]
    ], order.map(function (n) {
      var type = R.plan.types[n], s = sums[n];
      return [R.said(type), R.said(R.plan.classes[type.group]), R.count(s[0]), R.count(s[1]), type.unit, R.wan(s[2]), R.count(s[3]), R.wan(s[4])];
    }), [R.t("Total"), "", R.count(total(0)), "", "", R.wan(total(2)), R.count(total(3)), R.wan(total(4))])]);
  };
})(Renewal);
