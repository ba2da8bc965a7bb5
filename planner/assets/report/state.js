/* What the page of a plan keeps: filters, order of the table, the open estate. */
(function (R) {
  "use strict";

  function among(entries, key) {
    return function (text) {
      return entries.some(function (entry) {
        return entry[key] === text;
      });
    };
  }

  R.keep(
    { street: "", fund: "", text: "", sort: "", place: "", years: [] },
    {
      street: R.isStreet,
      fund: among(R.plan.funds, "name"),
      place: among(R.plan.places, "key"),
      years: function (year) {
        return /^(\d{4}|none)$/.test(year);
      }
    }
  );
})(Renewal);
