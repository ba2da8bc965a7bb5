/* What the page of a comparison keeps: two cases, filters, kinds of difference, the measure, the order. */
(function (R) {
  "use strict";

  function isCase(name) {
    return R.caseAt(name) >= 0;
  }

  R.keep(
    { shown: "", beside: "", street: "", text: "", kinds: [], measure: "", sort: "" },
    {
      shown: isCase,
      beside: isCase,
      street: R.isStreet,
      kinds: function (kind) {
        return R.KINDS.indexOf(kind) >= 0;
      }
    }
  );

  /** Number of the case that is shown: the first what-if, where none is asked for. */
  R.shown = function () {
    var at = R.caseAt(R.state.shown);
    return at >= 0 ? at : R.plan.cases.length > 1 ? 1 : 0;
  };
  /** Number of the case it stands beside: the base, where none is asked for. */
  R.beside = function () {
    return Math.max(R.caseAt(R.state.beside), 0);
  };

  /** Whether street and search leave a place. */
  R.leavesPlace = function (place) {
    return R.leaves(R.plan.streets[place.street], place.search);
  };

  /** Differences of the two cases that street, search and, where wished, kinds leave. */
  R.chosen = function (ofKinds) {
    var kinds = ofKinds ? R.state.kinds : [];
    return R.differences(R.beside(), R.shown()).filter(function (row) {
      return (!kinds.length || kinds.indexOf(row.kind) >= 0) && R.leavesPlace(row.campaign.place);
    });
  };
})(Renewal);
