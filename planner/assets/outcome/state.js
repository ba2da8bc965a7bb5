/* What the page of an outcome keeps: filters, the kind of nuisance, the fund. */
(function (R) {
  "use strict";

  R.keep(
    { street: "", text: "", channel: "", fund: "" },
    {
      street: R.isStreet,
      channel: function (channel) {
        return R.plan.calendar.channels.indexOf(channel) >= 0;
      },
      fund: function (fund) {
        return R.plan.cash.some(function (entry) {
          return entry.fund === fund;
        });
      }
    }
  );

  /** The fund whose cash is drawn: the first, where none is chosen. */
  R.pickedFund = function () {
    return R.state.fund || (R.plan.cash.length ? R.plan.cash[0].fund : "");
  };
})(Renewal);
