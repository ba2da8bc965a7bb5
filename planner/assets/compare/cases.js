/* Cases decoded: when each campaign starts in a case, and how two cases differ place by place. */
(function (R) {
  "use strict";
  var plan = R.plan,
    first = Date.parse(plan.first + "T00:00:00Z"),
    DAY = 86400000,
    HOLE = "\u0001";

  /** Kinds of difference, the gravest first; a place with several campaigns has the gravest of theirs. */
  R.KINDS = ["out", "later", "new", "earlier", "works", "same"];
  R.LOOKS = {
    out: { colour: "#2b2f36", symbol: "rect" },
    later: { colour: "#d55e00", symbol: "triangle" },
    new: { colour: "#117a52", symbol: "diamond" },
    earlier: { colour: "#0072b2", symbol: "path://M0,0L10,0L5,10Z" },
    works: { colour: "#c4b7d8", symbol: "circle" },
    same: { colour: "#b9c4cd", symbol: "circle" }
  };
  R.kindSaid = function (kind) {
    return {
      out: R.t("left out"),
      later: R.t("comes later"),
      new: R.t("newly in"),
      earlier: R.t("comes earlier"),
      works: R.t("other works"),
      same: R.t("unchanged")
    }[kind];
  };

  plan.places.forEach(function (place) {
    place.kind = "estate";
  });
  var placeOf = {};
  plan.places.forEach(function (place) {
    placeOf[place.key] = place;
  });
  plan.campaigns = plan.campaigns.map(function (entry) {
    var place = placeOf[typeof entry[1] === "string" ? entry[1] : entry[0]];
    if (!place) {
      place = { key: entry[0], kind: "other", name: entry[1][0] || entry[0], households: entry[1][2] };
      place.street = plan.streets.indexOf(entry[1][1]);
      if (place.street < 0) place.street = plan.streets.push(entry[1][1]) - 1;
      placeOf[entry[0]] = place;
      plan.places.push(place);
    }
    return { key: entry[0], place: place, works: entry[2], worksets: entry[3], variants: entry[4] };
  });
  plan.places.forEach(function (place, number) {
    place.number = number;
    place.street = place.street || 0;
    place.households = place.households || 0;
    place.search = [place.key, place.name].join(" ").toLowerCase();
  });
  while (plan.hulls.length < plan.streets.length) plan.hulls.push([]);

  R.isEstate = function (place) {
    return place.kind === "estate";
  };

  R.iso = function (day) {
    return day === null ? "" : new Date(first + day * DAY).toISOString().slice(0, 10);
  };

  /** What a case is called; a point of the grids by its levels. */
  R.caseName = function (number) {
    var one = plan.cases[number];
    if (number && one.at && plan.grids.length)
      return plan.grids
        .map(function (grid) {
          return R.said(grid, "label") + " " + R.levelSaid(grid, one.at[grid.key]);
        })
        .join(R.semicolon());
    return R.lang === "zh" ? one.zh || one.name : one.name;
  };

  R.caseAt = function (name) {
    for (var n = 0; n < plan.cases.length; n++) if (plan.cases[n].name === name) return n;
    return -1;
  };

  /** What a campaign does in a case: start and end as days, cost in yuan, its works; null where it does not start. */
  R.begun = function (number, c) {
    var of = plan.cases[number].plan || [],
      v = c < of.length ? of[c] : -1;
    if (v < 0) return null;
    var entry = plan.campaigns[c].variants[v];
    return { variant: v, start: entry[0], finish: entry[1], cost: entry[2], workset: entry[3] };
  };

  function kindOf(before, after) {
    if (!before && !after) return null;
    if (!after) return "out";
    if (!before) return "new";
    if (after.start > before.start) return "later";
    if (after.start < before.start) return "earlier";
    return after.workset === before.workset ? "same" : "works";
  }

  var known = {};

  /** How a case differs from another: each campaign that starts in either, with its kind of difference. */
  R.differences = function (beside, shown) {
    var key = beside + "/" + shown;
    if (known.key !== key) {
      var rows = [];
      plan.campaigns.forEach(function (campaign, c) {
        var before = R.begun(beside, c),
          after = R.begun(shown, c),
          kind = kindOf(before, after);
        if (kind) rows.push({ c: c, campaign: campaign, before: before, after: after, kind: kind });
      });
      known = { key: key, rows: rows };
    }
    return known.rows;
  };

  /** The gravest difference of each place, by its number; places in neither plan are left out. */
  R.placeKinds = function (rows) {
    var found = {};
    rows.forEach(function (row) {
      var n = row.campaign.place.number;
      if (!(n in found) || R.KINDS.indexOf(row.kind) < R.KINDS.indexOf(found[n])) found[n] = row.kind;
    });
    return found;
  };

  function worksSaid(campaign, workset) {
    return campaign.worksets[workset].map(function (w) {
      return campaign.works[w];
    });
  }

  function named(work) {
    var type = plan.types[work.slice(work.lastIndexOf(":") + 1)];
    return type ? R.said(type) : work;
  }

  /** Works that only the one or only the other case includes, as words; empty where there are none. */
  R.otherWorks = function (row) {
    if (!row.before || !row.after || row.before.workset === row.after.workset) return "";
    var old = worksSaid(row.campaign, row.before.workset),
      now = worksSaid(row.campaign, row.after.workset);
    function only(these, those) {
      return these
        .filter(function (work) {
          return those.indexOf(work) < 0;
        })
        .map(named)
        .join(R.t(", "));
    }
    var left = only(old, now),
      taken = only(now, old);
    return [left && R.t("without {works}", { works: left }), taken && R.t("with {works}", { works: taken })]
      .filter(Boolean)
      .join(R.semicolon());
  };

  /** A sentence from its template and numbers, in the reader's language. */
  R.sentence = function (told) {
    var template = plan.templates[told[0]],
      zh = R.lang === "zh";
    var numbers = (zh && told[2] !== undefined ? told[2] : told[1]).split("|"),
      at = 0;
    return (zh ? template[1] || template[0] : template[0]).replace(new RegExp(HOLE, "g"), function () {
      return numbers[at++];
    });
  };

  R.listed = function (number) {
    var text = plan.texts[number];
    return typeof text === "string" ? text : R.said(text);
  };
})(Renewal);
