/* Where places are that differ: the look of the map, and the chips that tell and choose kinds of difference. */
(function (R) {
  "use strict";
  var make = R.make;

  /** How a place looks on the map that differs in a way. */
  function look(kinds) {
    return function (place) {
      var kind = kinds[place.number] || "none",
        of = R.LOOKS[kind];
      if (!of) return { color: "#ffffff", borderColor: "#8a949e", borderWidth: 1 };
      var plain = kind === "same";
      return {
        symbol: of.symbol,
        color: of.colour,
        borderColor: plain ? "#93a3af" : R.darker(of.colour),
        borderWidth: plain ? 0.5 : 0.8
      };
    };
  }

  /** Option of the map of the two cases. */
  R.differenceMap = function (chosen, width, height) {
    var kinds = R.placeKinds(chosen),
      rowsOf = {};
    chosen.forEach(function (row) {
      (rowsOf[row.campaign.place.number] = rowsOf[row.campaign.place.number] || []).push(row);
    });
    var places = R.plan.places.filter(function (place) {
      return place.number in kinds;
    });
    return R.mapOption(places, width, height, {
      description: R.t("Map of {n} places, coloured by how they differ in the two cases. The list of who moved holds the same.", {
        n: places.length
      }),
      look: look(kinds),
      tip: function (place) {
        var rows = rowsOf[place.number];
        return rows
          ? rows.map(R.differenceTip).join("<br>")
          : "<b>" + R.escaped(place.name) + "</b><br>" + R.escaped(R.t("In neither plan, or not chosen"));
      }
    });
  };

  /** Chips of the kinds of difference, with how many campaigns each has; pressed ones are looked at alone. */
  R.drawKinds = function () {
    var counts = {},
      wanted = R.state.kinds;
    R.chosen(false).forEach(function (row) {
      counts[row.kind] = (counts[row.kind] || 0) + 1;
    });
    R.fill(
      "kinds",
      R.KINDS.map(function (kind) {
        var on = wanted.indexOf(kind) >= 0;
        if (!counts[kind] && !on) return null;
        return make(
          "button",
          {
            type: "button",
            class: "chip",
            "data-kind": kind,
            "aria-pressed": String(on),
            onclick: function () {
              var now = on
                ? wanted.filter(function (other) {
                    return other !== kind;
                  })
                : wanted.concat([kind]);
              R.change({ kinds: now });
              var again = document.querySelector('[data-kind="' + kind + '"]');
              if (again) again.focus();
            }
          },
          [
            make("span", { class: "swatch " + kind, style: "background:" + R.LOOKS[kind].colour, "aria-hidden": "true" }),
            R.kindSaid(kind) + " ",
            make("small", { text: R.count(counts[kind] || 0) })
          ]
        );
      })
    );
  };
})(Renewal);
