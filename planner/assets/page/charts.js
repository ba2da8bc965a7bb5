/* The charts of a page: made when first drawn, made anew in another language, as wide as their place. */
(function (R) {
  "use strict";
  var charts = {};

  /** The chart of a place; ``options`` are its renderer (svg by default) and what a click on it does. */
  R.chart = function (id, options) {
    if (!charts[id] || charts[id].spoken !== R.lang) {
      if (charts[id]) charts[id].dispose();
      charts[id] = echarts.init(document.getElementById(id), null, {
        renderer: (options && options.renderer) || "svg",
        locale: R.lang === "zh" ? "ZH" : "EN"
      });
      charts[id].spoken = R.lang;
      if (options && options.click) charts[id].on("click", options.click);
    }
    return charts[id];
  };

  /** Draws a chart as high as its lines need. */
  R.drawAsHigh = function (id, height, option, options) {
    document.getElementById(id).style.height = height + "px";
    var drawn = R.chart(id, options);
    drawn.resize();
    drawn.setOption(option, true);
  };

  /** Draws the map, or says why there is none; ``option`` gives its option from width and height. */
  R.drawMap = function (option, options) {
    if (!R.hasMap()) {
      R.fill("map", [
        R.make("p", {
          class: "note",
          text: R.t("No estate has a longitude and latitude, so there is no map.")
        })
      ]);
      return;
    }
    var holder = document.getElementById("map");
    R.chart("map", options).setOption(option(holder.clientWidth, holder.clientHeight), true);
  };

  R.resizeCharts = function () {
    Object.keys(charts).forEach(function (id) {
      charts[id].resize();
    });
  };

  /** The part of a chart's lines that its slider shows, as {start, end} in percent; nothing before it is drawn. */
  R.zoomOf = function (id) {
    return charts[id] && charts[id].getOption() && charts[id].getOption().dataZoom[0];
  };

  function zoom(id, factor) {
    var now = R.zoomOf(id),
      span = factor ? Math.min(100, (now.end - now.start) * factor) : 100;
    var start = Math.min(now.start, 100 - span); // what stands at the top stays there
    [0, 1].forEach(function (index) {
      charts[id].dispatchAction({ type: "dataZoom", dataZoomIndex: index, start: start, end: start + span });
    });
  }

  /** Buttons that zoom a chart: closer, farther, whole. */
  R.listenToZoom = function (id) {
    R.on("closer", "click", function () {
      zoom(id, 0.5);
    });
    R.on("farther", "click", function () {
      zoom(id, 2);
    });
    R.on("whole", "click", function () {
      zoom(id, 0);
    });
  };
})(Renewal);
