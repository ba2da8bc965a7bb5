/* Which places the filters leave, and the sums over them. */
(function (R) {
  "use strict";

  R.plan.places.forEach(function (place, number) {
    place.number = number;
    place.campaigns = place.campaigns || [];
    place.left = place.left || [];
    place.out = place.out || [];
    place.startYear = place.start ? place.start.slice(0, 4) : "none";
    place.households = place.households || 0;
    place.buildings = place.buildings || 0;
    place.area = place.area || 0;
    place.cost = place.cost || 0;
    place.benefit = place.benefit || 0;
    place.street = place.street || 0;
    place.works = place.campaigns.reduce(function (sum, c) {
      return sum + c[4].length;
    }, 0);
    place.payers =
      place.payers ||
      R.plan.payers.map(function () {
        return 0;
      });
    place.search = [place.key, place.name, place.zone, place.unit, place.person].join(" ").toLowerCase();
  });

  R.filtered = function () {
    var s = R.state;
    return Boolean(s.street || s.years.length || s.fund || s.text);
  };

  function paidBy(place, fund) {
    return place.campaigns.some(function (campaign) {
      return campaign[5].some(function (draw) {
        return draw[0] === fund;
      });
    });
  }

  /** The places that the filters leave; without one of them, where its name is given. */
  R.selection = function (without) {
    var s = R.state;
    var fund = R.plan.funds.findIndex(function (f) {
      return f.name === s.fund;
    });
    return R.plan.places.filter(function (place) {
      return (
        R.leaves(R.plan.streets[place.street], place.search) &&
        (without === "years" || !s.years.length || s.years.indexOf(place.startYear) >= 0) &&
        (fund < 0 || paidBy(place, fund))
      );
    });
  };

  R.isEstate = function (place) {
    return place.kind === "estate";
  };

  R.sum = function (places, figure) {
    return places.reduce(function (sum, place) {
      return sum + (place[figure] || 0);
    }, 0);
  };

  /** Draws of the places as amounts[fund][year]. */
  R.draws = function (places) {
    var first = R.plan.years[0];
    var amounts = R.plan.funds.map(function () {
      return R.plan.years.map(function () {
        return 0;
      });
    });
    places.forEach(function (place) {
      place.campaigns.forEach(function (campaign) {
        campaign[5].forEach(function (draw) {
          amounts[draw[0]][draw[1] - first] += draw[2];
        });
      });
    });
    return amounts;
  };
})(Renewal);
