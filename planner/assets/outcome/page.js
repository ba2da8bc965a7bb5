/* Puts the page of an outcome together: draws everything, listens to what only it has. */
(function (R) {
  "use strict";
  var CANVAS = { renderer: "canvas" };

  function draw(id, option) {
    R.chart(id).setOption(option, true);
  }

  function drawPicks() {
    R.drawSearch();
    R.drawChoice(
      "channel",
      [["", R.t("All kinds")]].concat(
        R.plan.calendar.channels.map(function (channel) {
          return [channel, R.label("channels", channel)];
        })
      ),
      R.state.channel
    );
    R.drawChoice(
      "fund",
      R.plan.cash.map(function (entry) {
        return [entry.fund, R.said(entry)];
      }),
      R.pickedFund()
    );
  }

  function drawCalendar() {
    var channel = R.state.channel;
    R.drawAsHigh("calendar", R.calendarHeight(channel), R.calendarOption(channel), CANVAS);
  }

  function drawCash() {
    draw("cash-chart", R.cashOption(R.pickedFund()));
  }

  function drawResources() {
    if (!R.plan.resources.length) return;
    R.drawAsHigh("crews", R.crewsHeight(), R.crewsOption());
    R.drawResources();
  }

  function drawChosen() {
    drawPicks();
    drawCalendar();
    if (R.plan.replayed) R.drawAsHigh("timeline", R.timelineHeight(), R.timelineOption(), CANVAS);
    R.drawEstates();
  }

  function drawAll() {
    R.speak();
    R.drawFigures();
    document.getElementById("joint-said").textContent = R.jointSaid();
    draw("fan", R.fanOption());
    draw("joint", R.jointOption());
    document.getElementById("unfinished").textContent = R.said(R.plan.unfinished);
    draw("attribution", R.attributionOption());
    draw("tornado", R.tornadoOption());
    draw("peaks", R.peaksOption());
    R.drawPromises();
    R.drawBearers();
    R.drawBreaches();
    drawResources();
    R.drawGroups();
    R.drawAgainst();
    R.drawRegister();
    R.drawAssumptions();
    R.drawProof();
    drawChosen();
    drawCash();
    R.resizeCharts(); // texts above may have moved what stands beside them
  }

  R.onChange(function (changed, has) {
    if (has(["lang"])) drawAll();
    else {
      drawPicks();
      if (has(["street", "text"])) drawChosen();
      else if (has(["channel"])) drawCalendar();
      if (has(["fund"])) drawCash();
    }
  });

  R.listenToChoice("channel");
  R.listenToChoice("fund");
  R.listenToZoom("timeline");
  R.open({
    drawAll: drawAll,
    resize: R.resizeCharts,
    afterPrint: function () {
      R.drawEstates();
      R.drawAssumptions();
    }
  });
})(Renewal);
