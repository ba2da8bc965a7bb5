/* Puts the page of a comparison together: draws everything, listens to what only it has. */
(function (R) {
  "use strict";
  var linesDrawn = -1;

  /** A click on a mark that stands for a case shows the case. */
  var OF_CASES = {
    click: function (hit) {
      var number = hit.data && hit.data.number;
      if (number !== undefined && number !== null && number >= 0)
        R.change({ shown: R.plan.cases[number].name });
    }
  };

  function element(id) {
    return document.getElementById(id);
  }

  function drawPicks() {
    R.drawSearch();
    if (element("measure"))
      R.drawChoice(
        "measure",
        R.plan.measures.map(function (measure) {
          return [measure.name, R.measureSaid(measure)];
        }),
        R.plan.measures[R.pickedMeasure()].name
      );
    R.drawCasePicks();
    if (element("sliders")) R.drawSliders();
  }

  function drawWhere() {
    var rows = R.chosen(true),
      before = R.zoomOf("steps");
    R.drawKinds();
    R.drawMap(function (width, height) {
      return R.differenceMap(rows, width, height);
    });
    var option = R.stepsOption(rows, element("steps").clientWidth);
    if (before && rows.length === linesDrawn)
      option.dataZoom.forEach(function (zoom) {
        zoom.start = before.start;
        zoom.end = before.end;
      });
    R.chart("steps").setOption(option, true);
    linesDrawn = rows.length;
    R.drawMoves();
  }

  function drawMoney() {
    R.chart("by-year").setOption(R.yearsOption(), true);
    if (element("along")) R.chart("along", OF_CASES).setOption(R.alongOption(), true);
  }

  R.drawIntervals = function () {
    R.drawAsHigh("intervals", R.intervalsHeight(), R.intervalsOption(), OF_CASES);
  };

  /** Trade-offs, where the shown case is marked. */
  function drawMarked() {
    if (element("curve")) R.chart("curve", OF_CASES).setOption(R.curveOption(), true);
    if (element("pareto")) R.chart("pareto", OF_CASES).setOption(R.paretoOption(), true);
    R.drawTradeOffs();
  }

  /** What is told of all cases together, whichever is shown. */
  function drawTogether() {
    R.drawFutures();
    R.drawEstates();
    R.drawPriority();
    R.drawPlayed();
  }

  function drawCases() {
    R.drawHeadline();
    R.drawFigures();
    drawWhere();
    drawMoney();
    R.drawChanges();
    drawMarked();
  }

  function drawAll() {
    R.speak();
    drawPicks();
    R.drawCases();
    drawCases();
    drawTogether();
  }

  R.onChange(function (changed, has) {
    if (has(["lang"])) {
      drawAll();
      return;
    }
    drawPicks();
    var others = has(["shown", "beside"]);
    if (has(["beside", "sort"])) R.drawCases();
    else if (others) R.markShown();
    if (others) drawCases();
    else {
      if (has(["street", "text", "kinds"])) drawWhere();
      if (has(["measure"])) drawMoney();
    }
    if (has(["street", "text"])) R.drawEstates();
  });

  R.listenToChoice("measure");
  R.listenToZoom("steps");
  R.listenToCases();
  R.open({
    drawAll: drawAll,
    resize: function () {
      R.resizeCharts();
      drawWhere();
    },
    beforePrint: function () {
      document.querySelectorAll("main details").forEach(function (d) {
        d.open = true;
      });
    },
    afterPrint: function () {
      R.drawChanges();
      R.drawEstates();
      R.drawPriority();
    }
  });
})(Renewal);
