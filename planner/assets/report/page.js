/* Puts the page together: draws everything, listens to the reader, makes it ready for print. */
(function (R) {
  "use strict";
  var charts = {},
    placeOfBar = null;

  function element(id) {
    return document.getElementById(id);
  }

  function chart(id) {
    var holder = element(id);
    var renderer = R.plan.places.length > 2000 ? "canvas" : "svg";
    if (!charts[id] || charts[id].spoken !== R.lang) {
      if (charts[id]) charts[id].dispose();
      charts[id] = echarts.init(holder, null, { renderer: renderer, locale: R.lang === "zh" ? "ZH" : "EN" });
      charts[id].spoken = R.lang;
      if (id === "phases")
        charts[id].on("click", function (hit) {
          if (hit.seriesName === "bars") R.change({ place: placeOfBar(hit.dataIndex).key });
        });
      if (id === "map")
        charts[id].on("click", function (hit) {
          if (hit.data && hit.data.number !== undefined)
            R.change({ place: R.plan.places[hit.data.number].key });
        });
    }
    return charts[id];
  }

  function drawMap(places) {
    if (!R.hasMap()) {
      R.fill("map", [
        R.make("p", {
          class: "note",
          text: R.t("No estate has a longitude and latitude, so there is no map.")
        })
      ]);
      return;
    }
    var holder = element("map");
    chart("map").setOption(R.mapOption(places, holder.clientWidth, holder.clientHeight), true);
  }

  function drawPhases(places) {
    var drawn = R.phasesOption(places);
    placeOfBar = drawn.place;
    chart("phases").setOption(drawn.option, true);
  }

  function drawCharts() {
    var places = R.selection();
    drawMap(places);
    drawPhases(places);
    chart("money-chart").setOption(R.moneyOption(places, !R.filtered()), true);
    chart("progress-chart").setOption(R.progressOption(places), true);
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

  R.onChange(function (changed) {
    function has(keys) {
      return keys.some(function (key) {
        return changed.indexOf(key) >= 0;
      });
    }
    if (has(["lang"])) drawAll();
    else {
      if (has(["street", "years", "fund", "text"])) drawChosen();
      else if (has(["sort"])) R.drawPlaces();
      if (has(["place"])) R.drawDetail();
    }
  });

  function zoom(factor) {
    var now = charts.phases.getOption().dataZoom[0],
      span = factor ? Math.min(100, (now.end - now.start) * factor) : 100;
    var start = Math.min(now.start, 100 - span); // what stands at the top stays there
    [0, 1].forEach(function (index) {
      charts.phases.dispatchAction({
        type: "dataZoom",
        dataZoomIndex: index,
        start: start,
        end: start + span
      });
    });
  }

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

  function resize() {
    Object.keys(charts).forEach(function (id) {
      charts[id].resize();
    });
    if (R.hasMap()) drawMap(R.selection());
  }

  function listen() {
    document.querySelectorAll("[data-lang]").forEach(function (button) {
      button.addEventListener("click", function () {
        R.change({ lang: button.dataset.lang });
      });
    });
    document.querySelectorAll("[data-go]").forEach(function (link) {
      link.addEventListener("click", function (event) {
        event.preventDefault();
        var goal = element(link.dataset.go);
        goal.scrollIntoView({ block: "start" });
        if (!goal.hasAttribute("tabindex")) goal.setAttribute("tabindex", "-1");
        goal.focus({ preventScroll: true });
      });
    });
    element("street").addEventListener("change", function () {
      R.change({ street: this.value });
    });
    element("fund").addEventListener("change", function () {
      R.change({ fund: this.value });
    });
    var waiting = 0;
    element("text").addEventListener("input", function () {
      var value = this.value.trim();
      clearTimeout(waiting);
      waiting = setTimeout(function () {
        R.change({ text: value });
      }, 180);
    });
    element("clear").addEventListener("click", function () {
      R.change({ street: "", years: [], fund: "", text: "" });
    });
    element("closer").addEventListener("click", function () {
      zoom(0.5);
    });
    element("farther").addEventListener("click", function () {
      zoom(2);
    });
    element("whole").addEventListener("click", function () {
      zoom(0);
    });
    element("print").addEventListener("click", function () {
      window.print();
    });
    element("save").addEventListener("click", function () {
      save(R.t("estates") + ".csv", R.csv());
    });
    window.addEventListener("hashchange", R.readAddress);
    window.addEventListener("resize", resize);
    window.addEventListener("beforeprint", beforePrint);
    window.addEventListener("afterprint", afterPrint);
  }

  /** Paper shows every line: tables whole, lists open, charts as wide as the sheet. */
  function beforePrint() {
    R.drawPlaces(true);
    document.querySelectorAll("#rule-list details").forEach(function (d) {
      d.open = Boolean(d.querySelector(".tag.binds"));
    });
    document.querySelectorAll(".long").forEach(function (holder) {
      holder.showAll();
    });
    document.querySelectorAll(".chart svg").forEach(function (svg) {
      // with a box of its own it fills its place on paper
      svg.setAttribute("viewBox", "0 0 " + svg.clientWidth + " " + svg.clientHeight);
    });
  }

  /** Back to the screen. */
  function afterPrint() {
    document.querySelectorAll(".chart svg").forEach(function (svg) {
      svg.removeAttribute("viewBox");
    });
    resize();
    R.drawPlaces();
    R.drawRules();
    R.drawLeftOut();
    R.drawNotes();
  }

  R.readAddress();
  drawAll();
  listen();
  document.documentElement.setAttribute("data-ready", "true");
})(Renewal);
