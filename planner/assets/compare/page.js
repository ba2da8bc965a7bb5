/* Puts the page of a comparison together: draws everything, listens to the reader, makes it ready for print. */
(function (R) {
  "use strict";
  var charts = {};

  function element(id) {
    return document.getElementById(id);
  }

  function chart(id, clicked) {
    if (!charts[id] || charts[id].spoken !== R.lang) {
      if (charts[id]) charts[id].dispose();
      charts[id] = echarts.init(element(id), null, { renderer: "svg", locale: R.lang === "zh" ? "ZH" : "EN" });
      charts[id].spoken = R.lang;
      if (clicked) charts[id].on("click", clicked);
    }
    return charts[id];
  }

  /** A click on a mark that stands for a case shows the case. */
  function show(hit) {
    var number = hit.data && hit.data.number;
    if (number !== undefined && number !== null && number >= 0)
      R.change({ shown: R.plan.cases[number].name });
  }

  function options(id, entries, chosen) {
    R.fill(
      id,
      entries.map(function (entry) {
        return R.make("option", { value: entry[0], text: entry[1], selected: entry[0] === chosen });
      })
    );
  }

  function drawPicks() {
    options(
      "street",
      [["", R.t("All streets")]].concat(
        R.plan.streets.map(function (street) {
          return [street, street || R.t("(no street)")];
        })
      ),
      R.state.street
    );
    element("text").value = R.state.text;
    if (element("measure"))
      options(
        "measure",
        R.plan.measures.map(function (measure) {
          return [measure.name, R.measureSaid(measure)];
        }),
        R.plan.measures[R.pickedMeasure()].name
      );
    R.drawCasePicks();
    if (element("sliders")) R.drawSliders();
  }

  function drawMap(rows) {
    if (!R.hasMap()) {
      R.fill("map", [
        R.make("p", { class: "note", text: R.t("No estate has a longitude and latitude, so there is no map.") })
      ]);
      return;
    }
    var holder = element("map");
    chart("map").setOption(R.differenceMap(rows, holder.clientWidth, holder.clientHeight), true);
  }

  function drawWhere() {
    var rows = R.chosen(true),
      window = charts.steps && charts.steps.getOption() && charts.steps.getOption().dataZoom[0];
    R.drawKinds();
    drawMap(rows);
    var option = R.stepsOption(rows, element("steps").clientWidth);
    if (window && rows.length === charts.steps.lines)
      option.dataZoom.forEach(function (zoom) {
        zoom.start = window.start;
        zoom.end = window.end;
      });
    chart("steps").setOption(option, true);
    charts.steps.lines = rows.length;
    R.drawMoves();
  }

  function drawMoney() {
    chart("by-year").setOption(R.yearsOption(), true);
    if (element("along")) chart("along", show).setOption(R.alongOption(), true);
  }

  R.drawIntervals = function () {
    element("intervals").style.height = R.intervalsHeight() + "px";
    var drawn = chart("intervals", show);
    drawn.resize();
    drawn.setOption(R.intervalsOption(), true);
  };

  /** Trade-offs, where the shown case is marked. */
  function drawMarked() {
    if (element("curve")) chart("curve", show).setOption(R.curveOption(), true);
    if (element("pareto")) chart("pareto", show).setOption(R.paretoOption(), true);
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

  R.onChange(function (changed) {
    function has(keys) {
      return keys.some(function (key) {
        return changed.indexOf(key) >= 0;
      });
    }
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

  function zoom(factor) {
    var now = charts.steps.getOption().dataZoom[0],
      span = factor ? Math.min(100, (now.end - now.start) * factor) : 100;
    var start = Math.min(now.start, 100 - span); // what stands at the top stays there
    [0, 1].forEach(function (index) {
      charts.steps.dispatchAction({ type: "dataZoom", dataZoomIndex: index, start: start, end: start + span });
    });
  }

  function resize() {
    Object.keys(charts).forEach(function (id) {
      charts[id].resize();
    });
    drawWhere();
  }

  function on(id, event, does) {
    if (element(id)) element(id).addEventListener(event, does);
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
    on("street", "change", function () {
      R.change({ street: this.value });
    });
    on("measure", "change", function () {
      R.change({ measure: this.value });
    });
    var waiting = 0;
    on("text", "input", function () {
      var value = this.value.trim();
      clearTimeout(waiting);
      waiting = setTimeout(function () {
        R.change({ text: value });
      }, 180);
    });
    on("closer", "click", function () {
      zoom(0.5);
    });
    on("farther", "click", function () {
      zoom(2);
    });
    on("whole", "click", function () {
      zoom(0);
    });
    on("print", "click", function () {
      window.print();
    });
    R.listenToCases();
    window.addEventListener("hashchange", R.readAddress);
    window.addEventListener("resize", resize);
    window.addEventListener("beforeprint", beforePrint);
    window.addEventListener("afterprint", afterPrint);
  }

  /** Paper shows every line, and charts as wide as the sheet. */
  function beforePrint() {
    document.querySelectorAll("main details").forEach(function (d) {
      d.open = true;
    });
    document.querySelectorAll(".long").forEach(function (holder) {
      holder.showAll();
    });
    document.querySelectorAll(".chart svg").forEach(function (svg) {
      // with a box of its own it fills its place on paper
      svg.setAttribute("viewBox", "0 0 " + svg.clientWidth + " " + svg.clientHeight);
    });
  }

  function afterPrint() {
    document.querySelectorAll(".chart svg").forEach(function (svg) {
      svg.removeAttribute("viewBox");
    });
    resize();
    R.drawChanges();
    R.drawEstates();
    R.drawPriority();
  }

  R.readAddress();
  drawAll();
  listen();
  setBar();
  window.addEventListener("resize", setBar);

  /** What is jumped to stands below the bar, however high the sliders make it. */
  function setBar() {
    var bar = document.querySelector(".bar"),
      stuck = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.scrollPaddingTop = (stuck ? bar.offsetHeight + 10 : 10) + "px";
  }
  document.documentElement.setAttribute("data-ready", "true");
})(Renewal);
