/* Puts the page of an outcome together: draws everything, listens to the reader, makes it ready for print. */
(function (R) {
  "use strict";
  var charts = {},
    picked = { channel: "", fund: "" };

  function element(id) {
    return document.getElementById(id);
  }

  function chart(id, renderer) {
    if (!charts[id] || charts[id].spoken !== R.lang) {
      if (charts[id]) charts[id].dispose();
      charts[id] = echarts.init(element(id), null, {
        renderer: renderer || "svg",
        locale: R.lang === "zh" ? "ZH" : "EN"
      });
      charts[id].spoken = R.lang;
    }
    return charts[id];
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
    options(
      "channel",
      [["", R.t("All kinds")]].concat(
        R.plan.calendar.channels.map(function (channel) {
          return [channel, R.label("channels", channel)];
        })
      ),
      picked.channel
    );
    options(
      "fund",
      R.plan.cash.map(function (entry) {
        return [entry.fund, R.said(entry)];
      }),
      picked.fund
    );
    if (!picked.fund && R.plan.cash.length) picked.fund = R.plan.cash[0].fund;
  }

  /** A chart of many lines, as high as they need. */
  function drawLines(id, height, option) {
    element(id).style.height = height + "px";
    var drawn = chart(id, "canvas");
    drawn.resize();
    drawn.setOption(option, true);
  }

  function drawCalendar() {
    drawLines("calendar", R.calendarHeight(picked.channel), R.calendarOption(picked.channel));
  }

  function drawCash() {
    chart("cash-chart").setOption(R.cashOption(picked.fund), true);
  }

  function drawResources() {
    if (!R.plan.resources.length) return;
    element("crews").style.height = R.crewsHeight() + "px";
    chart("crews").setOption(R.crewsOption(), true);
    R.drawResources();
  }

  function drawChosen() {
    drawPicks();
    drawCalendar();
    if (R.plan.replayed) drawLines("timeline", R.timelineHeight(), R.timelineOption());
    R.drawEstates();
  }

  function drawAll() {
    R.speak();
    R.drawFigures();
    element("joint-said").textContent = R.jointSaid();
    chart("fan").setOption(R.fanOption(), true);
    chart("joint").setOption(R.jointOption(), true);
    element("unfinished").textContent = R.said(R.plan.unfinished);
    chart("attribution").setOption(R.attributionOption(), true);
    chart("tornado").setOption(R.tornadoOption(), true);
    chart("peaks").setOption(R.peaksOption(), true);
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
    resize(); // texts above may have moved what stands beside them
  }

  R.onChange(function (changed) {
    if (changed.indexOf("lang") >= 0) drawAll();
    else drawChosen();
  });

  function zoom(factor) {
    var now = charts.timeline.getOption().dataZoom[0],
      span = factor ? Math.min(100, (now.end - now.start) * factor) : 100;
    var start = Math.min(now.start, 100 - span); // what stands at the top stays there
    [0, 1].forEach(function (index) {
      charts.timeline.dispatchAction({
        type: "dataZoom",
        dataZoomIndex: index,
        start: start,
        end: start + span
      });
    });
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
    var waiting = 0;
    on("text", "input", function () {
      var value = this.value.trim();
      clearTimeout(waiting);
      waiting = setTimeout(function () {
        R.change({ text: value });
      }, 180);
    });
    on("channel", "change", function () {
      picked.channel = this.value;
      drawCalendar();
    });
    on("fund", "change", function () {
      picked.fund = this.value;
      drawCash();
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
    window.addEventListener("hashchange", R.readAddress);
    window.addEventListener("resize", resize);
    window.addEventListener("beforeprint", function () {
      document.querySelectorAll(".long").forEach(function (holder) {
        holder.showAll();
      });
      document.querySelectorAll(".chart svg").forEach(function (svg) {
        // with a box of its own it fills its place on paper
        svg.setAttribute("viewBox", "0 0 " + svg.clientWidth + " " + svg.clientHeight);
      });
    });
    window.addEventListener("afterprint", function () {
      document.querySelectorAll(".chart svg").forEach(function (svg) {
        svg.removeAttribute("viewBox");
      });
      resize();
      R.drawEstates();
      R.drawAssumptions();
    });
  }

  function resize() {
    Object.keys(charts).forEach(function (id) {
      charts[id].resize();
    });
  }

  R.readAddress();
  drawAll();
  listen();
  document.documentElement.setAttribute("data-ready", "true");
})(Renewal);
