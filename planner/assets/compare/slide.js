/* The sliders of the grid, and the two cases that are looked at. Every point is planned already. */
(function (R) {
  "use strict";
  var make = R.make;

  function at(number) {
    return R.plan.cases[number].at;
  }

  /** The case at a point of the grids, −1 where none is. */
  function caseAtPoint(point) {
    for (var n = 0; n < R.plan.cases.length; n++) {
      var here = at(n);
      if (
        here &&
        R.plan.grids.every(function (grid) {
          return here[grid.key] === point[grid.key];
        })
      )
        return n;
    }
    return -1;
  }

  /** Where the sliders stand: at the shown case, or where they were left. */
  var left = null;
  function point() {
    var here = at(R.shown());
    if (here) left = Object.assign({}, here);
    if (!left) {
      left = Object.assign({}, at(0) || {});
      R.plan.grids.forEach(function (grid) {
        if (!(grid.key in left)) left[grid.key] = grid.values[Math.floor(grid.values.length / 2)];
      });
    }
    return left;
  }

  function slide(grid, step) {
    var wanted = Object.assign({}, point());
    wanted[grid.key] = grid.values[step];
    var found = caseAtPoint(wanted);
    left = wanted;
    if (found >= 0) R.change({ shown: R.plan.cases[found].name });
    else R.drawSliders(); // not planned: an interrupted study
  }

  function slider(grid, g) {
    var id = "slider-" + g,
      last = grid.values.length - 1;
    var input = make("input", {
      type: "range",
      id: id,
      min: 0,
      max: last,
      step: 1,
      list: last <= 24 ? id + "-ticks" : null,
      oninput: function () {
        slide(grid, Number(this.value));
      }
    });
    var ticks = make(
      "datalist",
      { id: id + "-ticks" },
      grid.values.map(function (value, v) {
        return make("option", { value: v });
      })
    );
    return make("div", { class: "slider" }, [
      make("label", { for: id, title: grid.key, text: R.said(grid, "label") }),
      make("output", { for: id, id: id + "-said" }),
      make("div", { class: "track" }, [
        make("small", { text: R.levelSaid(grid, grid.values[0]) }),
        input,
        make("small", { text: R.levelSaid(grid, grid.values[last]) })
      ]),
      ticks
    ]);
  }

  /** Puts the sliders where the shown case stands; made anew only where the language changed. */
  R.drawSliders = function () {
    var holder = document.getElementById("sliders");
    if (holder.dataset.spoken !== R.lang) {
      R.fill(holder, R.plan.grids.map(slider));
      holder.dataset.spoken = R.lang;
    }
    var here = point(),
      on = Boolean(at(R.shown())),
      planned = caseAtPoint(here) >= 0;
    R.plan.grids.forEach(function (grid, g) {
      var input = document.getElementById("slider-" + g),
        said = R.levelSaid(grid, here[grid.key]);
      input.value = grid.values.indexOf(here[grid.key]);
      input.setAttribute("aria-valuetext", said);
      input.closest(".slider").classList.toggle("off", !on);
      document.getElementById("slider-" + g + "-said").textContent = !planned ? said + " " + R.t("(not planned)") : on ? said : "–";
    });
  };

  function option(number, chosen) {
    return make("option", {
      value: R.plan.cases[number].name,
      text: R.caseName(number),
      selected: number === chosen
    });
  }

  R.drawCasePicks = function () {
    ["shown", "beside"].forEach(function (which) {
      var chosen = which === "shown" ? R.shown() : R.beside();
      R.fill(
        which,
        R.plan.cases.map(function (one, number) {
          return option(number, chosen);
        })
      );
    });
  };

  function step(by) {
    var cases = R.plan.cases.length;
    R.change({ shown: R.plan.cases[(R.shown() + by + cases) % cases].name });
  }

  R.listenToCases = function () {
    R.listenToChoice("shown");
    R.listenToChoice("beside");
    R.on("before", "click", function () {
      step(-1);
    });
    R.on("after", "click", function () {
      step(1);
    });
  };
})(Renewal);
