/* Lists in words: rules, targets, what is left out, findings, assumptions, the certificate. */
(function (R) {
  "use strict";
  var make = R.make, SHOWN = 60;

  function unitOf(rule) { return R.label("units", rule.unit); }

  function amount(rule, value) {
    if (value === null || value === undefined) return "";
    return rule.unit === "yuan" ? R.wan(value) : R.telling(value);
  }

  function price(rule, value) {
    return value === null || value === undefined ? "" : R.telling(rule.unit === "yuan" ? value * 1e4 : value);
  }

  /** A table that shows its first rows, and the others when asked. */
  function long(caption, columns, rows, line) {
    var holder = make("div", { class: "scroll" });
    function draw(all) {
      R.fill(holder, [R.table(caption, columns, (all ? rows : rows.slice(0, SHOWN)).map(line))]);
      if (!all && rows.length > SHOWN) {
        holder.appendChild(make("button", { type: "button", class: "tool more", text: R.t("Show all {n}", { n: R.count(rows.length) }), onclick: function () { draw(true); } }));
      }
    }
    holder.showAll = function () { draw(true); };
    holder.className += " long";
    draw(false);
    return holder;
  }

  function rule(entry) {
    var tag = make("span", { class: "tag " + (entry.binding ? "binds" : "free"), text: entry.binding ? R.t("binds") : R.t("does not bind") });
    var told = [
      entry.slack === null || entry.slack === undefined ? "" : R.t("least slack {slack}", { slack: entry.unit === "yuan" ? R.t("{amount} × 10,000 yuan", { amount: R.wan(entry.slack) }) : (amount(entry, entry.slack) + " " + unitOf(entry)).trim() }),
      entry.price ? R.t("highest price {price} per {unit}", { price: price(entry, entry.price), unit: unitOf(entry) || R.t("unit") }) : "",
      R.said(entry, "note")
    ].filter(Boolean).join(" · ");
    var summary = make("summary", {}, [tag, R.said(entry, "sentence") + " ", make("span", { class: "note", text: told })]);
    if (!entry.rows.length) return make("details", {}, [summary, make("p", { class: "note", text: R.t("This rule has no rows of its own.") })]);
    var columns = [[R.t("Where"), ""], [R.t("Slack") + (entry.unit ? " (" + unitOf(entry) + ")" : ""), "n"], [R.t("Price (household-years per unit)"), "n"]];
    var parts = [summary, long("", columns, entry.rows, function (row) { return [R.said(row[0]), amount(entry, row[1]), price(entry, row[2])]; })];
    if (entry.more) parts.push(make("p", { class: "note", text: R.t("{n} further rows with more slack are not listed here.", { n: R.count(entry.more) }) }));
    return make("details", {}, parts);
  }

  function targets() {
    if (!R.plan.targets.length) return [];
    return [make("h3", { text: R.t("Targets and how far they are reached") }), R.table("", [
      [R.t("Target"), ""], [R.t("By"), "d"], [R.t("Value"), "n"], [R.t("Reached"), "n"], [R.t("Shortfall"), "n"], [R.t("Measure"), ""], [R.t("Strength"), ""], [R.t("Result"), ""]
    ], R.plan.targets.map(function (target) {
      var met = !(target.shortfall > 0);
      return [target.name, target.by, R.count(target.value), R.count(target.reached), R.count(target.shortfall || 0), R.label("measures", target.measure),
        R.label("strengths", target.strength), make("span", { class: "tag " + (met ? "free" : "bad"), text: met ? R.t("reached") : R.t("missed") })];
    }))];
  }

  R.drawRules = function () {
    R.fill("limits", R.said(R.plan.limits).map(function (sentence) { return make("li", { text: sentence }); }));
    function weight(entry) { return entry.binding ? (entry.price ? 2 : 1) : 0; } // what could be eased comes first
    var ordered = R.plan.rules.slice().sort(function (a, b) { return weight(b) - weight(a); });
    R.fill("rule-list", ordered.map(rule));
    R.fill("targets", targets());
  };

  R.drawLeftOut = function () {
    var chosen = R.selection();
    var whole = chosen.filter(function (place) { return place.why !== undefined; });
    var optional = [];
    chosen.forEach(function (place) { place.left.forEach(function (out) { optional.push([place, out]); }); });
    function name(place) {
      return make("button", { type: "button", class: "link", text: place.name, onclick: function () { R.change({ place: place.key }); } });
    }
    var money = optional.reduce(function (sum, pair) { return sum + pair[1][1]; }, 0);
    R.fill("left-list", [
      make("h3", { text: R.t("Whole campaigns: {n}", { n: R.count(whole.length) }) }),
      whole.length ? long("", [[R.t("Place"), ""], [R.t("Street"), "d"], [R.t("Households"), "n"], [R.t("Why"), ""]], whole, function (place) {
        return [name(place), R.plan.streets[place.street], R.count(place.households), R.said(R.plan.whys[place.why])];
      }) : make("p", { text: R.t("None.") }),
      make("h3", { text: R.t("Optional works of campaigns that start: {n}, {cost} × 10,000 yuan", { n: R.count(optional.length), cost: R.wan(money) }) }),
      optional.length ? long("", [[R.t("Place"), ""], [R.t("Street"), "d"], [R.t("Work type"), ""], [R.t("Cost (10,000 yuan)"), "n"], [R.t("Why"), ""]], optional, function (pair) {
        var type = R.plan.types[pair[1][0]];
        return [name(pair[0]), R.plan.streets[pair[0].street], type ? R.said(type) : "", R.wan(pair[1][1]), R.said(R.plan.whys[pair[1][2]])];
      }) : make("p", { text: R.t("None.") })
    ]);
  };

  function breaches() {
    if (!R.plan.breaches.length) return [];
    return [make("h3", { text: R.t("Rules that are broken") }), make("ul", {}, R.plan.breaches.map(function (breach) { return make("li", { text: R.said(breach) }); }))];
  }

  function changes() {
    if (!R.plan.changes.length) return [];
    var heads = Object.keys(R.plan.changes[0]);
    return [make("h3", { text: R.t("Values changed by what-ifs") }), long("", heads.map(function (head) { return [head, ""]; }), R.plan.changes, function (change) {
      return heads.map(function (head) { return String(change[head]); });
    })];
  }

  R.drawNotes = function () {
    var found = R.plan.findings, assumed = R.plan.assumptions;
    R.fill("note-list", breaches().concat([
      make("h3", { text: R.t("Assumptions: {n}", { n: R.count(assumed.length) }) }),
      assumed.length ? long("", [[R.t("About"), ""], [R.t("Value"), ""], [R.t("What is assumed"), ""], [R.t("Cell"), "d"]], assumed, function (entry) {
        return [make("span", {}, [make("span", { class: "tag assumed", text: R.t("assumption") }), " " + entry.about]),
          entry.value === null || entry.value === undefined ? "" : String(entry.value), R.said(entry, "what"), R.said(entry.cell)];
      }) : make("p", { text: R.t("None.") }),
      make("h3", { text: R.t("Findings: {n}", { n: R.count(found.length) }) }),
      found.length ? long("", [[R.t("About"), ""], [R.t("What"), ""], [R.t("Likely cause"), ""], [R.t("Cell"), "d"]], found, function (entry) {
        return [entry.about, R.said(entry, "what"), R.said(entry, "cause"), R.said(entry.cell)];
      }) : make("p", { text: R.t("None.") })
    ], changes()));
  };

  R.drawProof = function () {
    var c = R.plan.certificate, m = R.plan.measures;
    var facts = [
      [R.t("Status"), R.label("statuses", c.status)],
      [R.t("Value of the plan"), c.objective === null ? "" : R.decimal(c.objective)],
      [R.t("No plan is better than"), c.bound === null ? "" : R.decimal(c.bound)],
      [R.t("Gap"), c.gap === null ? "" : R.decimal(c.gap * 100, 4) + " %"],
      [R.t("Proven by"), [c.engine, c.bound_by].filter(Boolean).join(" · ")],
      [R.t("Seconds"), R.decimal(c.seconds, 1)],
      [R.t("Repeatable"), c.repeatable ? R.t("yes") : R.t("no: time stopped it")],
      [R.t("Seed"), c.seed],
      [R.t("Benefits count until"), R.plan.evaluationDate],
      [R.t("Benefit (household-years)"), R.decimal(m.benefit, 1)],
      [R.t("Construction disruption (household-days)"), R.count(m.disruption)],
      [R.t("Due after the plan (10,000 yuan)"), R.wan(m.due_after_plan)],
      [R.t("Read from"), R.plan.source],
      [R.t("Fingerprint of the programme"), c.fingerprint],
      [R.t("Version"), c.version]
    ];
    var list = make("dl", { class: "facts" });
    facts.forEach(function (fact) { list.appendChild(make("dt", { text: fact[0] })); list.appendChild(make("dd", { text: String(fact[1]) })); });
    var tiers = (c.tiers || []).length > 1 ? R.table(R.t("Aims in strict order"), [[R.t("Aim"), ""], [R.t("Value of the plan"), "n"], [R.t("No plan is better than"), "n"], [R.t("Gap"), "n"], [R.t("Held at"), "n"]],
      c.tiers.map(function (tier) { return [tier.aim, R.decimal(tier.objective), R.decimal(tier.bound), R.decimal(tier.gap * 100, 4) + " %", tier.held_at === null ? "" : R.decimal(tier.held_at)]; })) : null;
    R.fill("proof", [make("p", {}, [make("strong", { text: R.said(R.plan.sentence) }), " " + R.said(R.plan.audited)]), list, tiers]);
    document.getElementById("origin").textContent = "estate-renewal " + c.version + " · " + R.plan.source + " · " + c.fingerprint.slice(0, 16) + " · " + R.said(R.plan.sentence);
  };
})(Renewal);
