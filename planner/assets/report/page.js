/* Puts the page of a plan together: draws everything, listens to what only it has, makes it ready for print. */
(function (R) {
  "use strict";
  var placeOfBar = null;

  /** How a chart of places is made; a click on one of them opens it. */
  function ofPlaces(found) {
    return {
      renderer: R.plan.places.length > 2000 ? "canvas" : "svg",
      click: function (hit) {
        var place = found && found(hit);
        if (place) R.change({ place: place.key });
      }
    };
  }

  function drawMap(places) {
    R.drawMap(
      function (width, height) {
        return R.mapOption(places, width, height);
      },
      ofPlaces(function (hit) {
        return hit.data && R.plan.places[hit.data.number];
      })
    );
  }

  function drawPhases(places) {
    var drawn = R.phasesOption(places);
    placeOfBar = drawn.place;
    R.chart(
      "phases",
      ofPlaces(function (hit) {
        return hit.seriesName === "bars" && placeOfBar(hit.dataIndex);
      })
    ).setOption(drawn.option, true);
  }

  /** A chart of sums, whose legend takes as much room as its width leaves it. */
  function drawSums(id, option) {
    var chart = R.chart(id, ofPlaces());
    chart.setOption(option(chart.getWidth()), true);
  }

  function drawCharts() {
    var places = R.selection();
    drawMap(places);
    drawPhases(places);
    drawSums("money-chart", function (width) {
      return R.moneyOption(places, !R.filtered(), width);
    });
    drawSums("progress-chart", function (width) {
      return R.progressOption(places, width);
    });
  }

  function drawChosen() {
    R.drawFilters();
    drawCharts();
    R.drawPlaces();
    R.drawClasses();
    R.drawLeftOut();
  }

  function drawAll() {
    R.speak();
    R.drawFigures();
    R.drawFundYears();
    R.drawPayerYears();
    R.drawYears();
    R.drawStreets();
    R.drawRules();
    R.drawScores();
    R.drawDecided();
    R.drawAnswers();
    R.drawResidents();
    R.drawNotes();
    R.drawProof();
    drawChosen();
    R.drawDetail();
  }

  R.onChange(function (changed, has) {
    if (has(["lang"])) drawAll();
    else {
      if (has(["street", "years", "fund", "text"])) drawChosen();
      else if (has(["sort"])) R.drawPlaces();
      if (has(["place"])) R.drawDetail();
    }
  });

  function save(name, text) {
    var link = R.make("a", {
      href: URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" })),
      download: name
    });
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 1000);
  }

  R.listenToChoice("fund");
  R.listenToZoom("phases");
  R.on("clear", "click", function () {
    R.change({ street: "", years: [], fund: "", text: "" });
  });
  R.on("save", "click", function () {
    save(R.t("estates") + ".csv", R.csv());
  });
  R.open({
    drawAll: drawAll,
    resize: function () {
      R.resizeCharts();
      if (R.hasMap()) drawMap(R.selection());
    },
    beforePrint: function () {
      R.drawPlaces(true);
      document.querySelectorAll("#rule-list details").forEach(function (d) {
        d.open = Boolean(d.querySelector(".tag.binds"));
      });
    },
    afterPrint: function () {
      R.drawPlaces();
      R.drawRules();
      R.drawLeftOut();
      R.drawNotes();
    }
  });
})(Renewal);
