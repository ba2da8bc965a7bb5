/* What every page listens to: language, links, street, search, address, size, printer. */
(function (R) {
  "use strict";

  /** Listens to an element, where the page has it. */
  R.on = function (id, event, does) {
    var element = document.getElementById(id);
    if (element) element.addEventListener(event, does);
  };

  /** A choice whose value is a part of the state with the same name. */
  R.listenToChoice = function (id) {
    R.on(id, "change", function () {
      var parts = {};
      parts[id] = this.value;
      R.change(parts);
    });
  };

  function listenToLanguages() {
    document.querySelectorAll("[data-lang]").forEach(function (button) {
      button.addEventListener("click", function () {
        R.change({ lang: button.dataset.lang });
      });
    });
  }

  /** Links within the page: the address keeps the state, so the goal is gone to by hand. */
  function listenToLinks() {
    document.querySelectorAll("[data-go]").forEach(function (link) {
      link.addEventListener("click", function (event) {
        event.preventDefault();
        var goal = document.getElementById(link.dataset.go);
        goal.scrollIntoView({ block: "start" });
        if (!goal.hasAttribute("tabindex")) goal.setAttribute("tabindex", "-1");
        goal.focus({ preventScroll: true });
      });
    });
  }

  function listenToSearch() {
    var waiting = 0;
    R.on("text", "input", function () {
      var value = this.value.trim();
      clearTimeout(waiting);
      waiting = setTimeout(function () {
        R.change({ text: value });
      }, 180);
    });
  }

  /** What is jumped to stands below the bar, however high that is. */
  function setBar() {
    var bar = document.querySelector(".bar"),
      stuck = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.scrollPaddingTop = (stuck ? bar.offsetHeight + 10 : 10) + "px";
  }

  /** Paper shows every line, and charts as wide as the sheet. */
  function beforePrint() {
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
  }

  /**
   * Opens the page: reads the address, draws all, and listens. ``page`` has drawAll, resize, and for paper
   * beforePrint (opens what is folded) and afterPrint (draws again what paper showed whole).
   */
  R.open = function (page) {
    R.readAddress();
    page.drawAll();
    listenToLanguages();
    listenToLinks();
    listenToSearch();
    R.listenToChoice("street");
    R.on("print", "click", function () {
      window.print();
    });
    window.addEventListener("hashchange", R.readAddress);
    window.addEventListener("resize", function () {
      page.resize();
      setBar();
    });
    window.addEventListener("beforeprint", function () {
      if (page.beforePrint) page.beforePrint();
      beforePrint();
    });
    window.addEventListener("afterprint", function () {
      afterPrint();
      page.resize();
      page.afterPrint();
    });
    setBar();
    document.documentElement.setAttribute("data-ready", "true");
  };
})(Renewal);
