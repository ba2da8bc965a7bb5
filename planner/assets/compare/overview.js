/* The shown case in figures, and all cases beside each other: measures, differences, the best and worst. */
(function (R) {
  "use strict";
  var make = R.make;

  R.statusTag = function (number) {
    var one = R.plan.cases[number];
    if (!one.status) return null;
    var look = { PROVEN_BEST: "free", WITHIN_GAP: "free", FEASIBLE: "binds" }[one.status] || "bad";
    return make("span", { class: "tag " + look, text: R.label("statuses", one.status) });
  };

  R.caseLink = function (number) {
    return make(
      "button",
      {
        type: "button",
        class: "link",
        "data-case": number,
        onclick: function () {
          R.change({ shown: R.plan.cases[number].name });
        }
      },
      [R.caseName(number)]
    );
  };

  /** Measures of the shown case, each with its difference to the case it stands beside. */
  R.drawFigures = function () {
    var shown = R.shown(),
      beside = R.beside();
    R.fill(
      "figures",
      R.plan.measures.map(function (measure, m) {
        var value = R.measured(shown, m);
        if (value === null) return null;
        return make("div", {}, [
          make("dt", { text: R.measureSaid(measure), title: R.directionSaid(measure) || null }),
          make("dd", {}, [
            R.amount(value, measure),
            make("span", { class: "pm" }, [R.changeMark(R.moreThan(shown, beside, m), measure)])
          ])
        ]);
      })
    );
  };

  function moves() {
    var counts = {};
    R.KINDS.forEach(function (kind) {
      counts[kind] = 0;
    });
    R.differences(R.beside(), R.shown()).forEach(function (row) {
      counts[row.kind] += 1;
    });
    return counts;
  }

  /** What is shown, in one sentence that a screen reader tells when it changes. */
  R.drawHeadline = function () {
    var one = R.plan.cases[R.shown()],
      counts = moves();
    var names = { a: R.caseName(R.shown()), b: R.caseName(R.beside()) };
    var text = one.plan
      ? R.t("{a} beside {b}: {later} [campaign|campaigns] later, {earlier} earlier, {out} left out, {anew} newly in, {works} with other works.", {
          a: names.a,
          b: names.b,
          later: R.count(counts.later),
          earlier: R.count(counts.earlier),
          out: R.count(counts.out),
          anew: R.count(counts.new),
          works: R.count(counts.works)
        })
      : R.t("{a} has no plan.", names);
    R.fill("headline", [make("strong", { text: text }), R.statusTag(R.shown())]);
    if (one.same)
      document
        .getElementById("headline")
        .appendChild(make("span", { class: "note", text: R.t("the same programme as {case}", { case: one.same }) }));
    drawGaveWay(one);
  };

  function drawGaveWay(one) {
    var lines = (one.gave || []).map(R.sentence),
      parts = [];
    if (lines.length)
      parts = [
        make("p", { text: R.t("No plan keeps every rule. In this one rules fall short:") }),
        listed((one.short || []).map(R.sentence)),
        make("details", {}, [
          make("summary", { text: R.t("{n} [limit|limits] gave way: details", { n: lines.length }) }),
          listed(lines)
        ])
      ];
    if (one.conflict) parts.push(make("p", { text: R.said(one.conflict.said) }), listed(one.conflict.rules.map(function (rule) {
      return R.said(rule);
    })));
    R.fill("gave", parts);
  }

  function listed(lines) {
    return make(
      "ul",
      { class: "limits" },
      lines.map(function (line) {
        return make("li", { text: line });
      })
    );
  }

  function ranges() {
    return R.plan.measures.map(function (measure, m) {
      var values = studied()
        .map(function (n) {
          return R.measured(n, m);
        })
        .filter(function (value) {
          return value !== null;
        });
      return values.length ? [Math.min.apply(null, values), Math.max.apply(null, values)] : [0, 0];
    });
  }

  /** Whether a figure tells a case from most others: it is not shared by more than half of them. */
  function telling(value, m) {
    var numbers = studied();
    return (
      numbers.filter(function (n) {
        return R.measured(n, m) === value;
      }).length *
        2 <=
      numbers.length
    );
  }

  /** Cases of the study: all but points of trade-offs that are no case. */
  function studied() {
    return R.plan.cases
      .map(function (one, n) {
        return one.extra ? -1 : n;
      })
      .filter(function (n) {
        return n >= 0;
      });
  }
  R.studied = studied;

  function cell(number, m, range) {
    var measure = R.plan.measures[m],
      value = R.measured(number, m);
    var best = measure.better === "more" ? range[1] : range[0],
      worst = measure.better === "more" ? range[0] : range[1];
    var end = measure.better && value === best ? " best" : measure.better && value === worst ? " worst" : "";
    var look = end && telling(value, m) ? end : "";
    return make("td", { class: "n" + look }, [
      R.amount(value, measure),
      look === " best" ? make("abbr", { title: R.t("best of all cases"), text: " ★" }) : null,
      look === " worst" ? make("abbr", { title: R.t("worst of all cases"), text: " ☆" }) : null,
      make("span", { class: "pm" }, [
        number === R.beside() ? "" : R.changeMark(R.moreThan(number, R.beside(), m), measure)
      ])
    ]);
  }

  function ordered(numbers) {
    var sort = R.state.sort,
      down = sort[0] === "-",
      m = R.plan.measures.findIndex(function (measure) {
        return measure.name === sort.replace("-", "");
      });
    if (m < 0) return numbers;
    return numbers.slice().sort(function (a, b) {
      var x = R.measured(a, m),
        y = R.measured(b, m);
      if (x === null || y === null) return (x === null) - (y === null) || a - b;
      return (down ? y - x : x - y) || a - b;
    });
  }

  function header(measure) {
    var now = R.state.sort.replace("-", "") === measure.name,
      down = R.state.sort[0] === "-";
    return make("th", { scope: "col", class: "n", "aria-sort": now ? (down ? "descending" : "ascending") : "none" }, [
      make("button", {
        type: "button",
        "data-sort": measure.name,
        text: R.measureSaid(measure),
        onclick: function () {
          R.change({ sort: now ? (down ? "" : "-" + measure.name) : measure.name });
          document.querySelector('[data-sort="' + measure.name + '"]').focus();
        }
      }),
      make("small", { text: R.directionSaid(measure) })
    ]);
  }

  function dominated(number) {
    var name = R.plan.cases[number].name;
    return (R.plan.dominated || []).filter(function (entry) {
      return entry.case === name;
    })[0];
  }

  function line(number, columns, spans) {
    var weak = dominated(number);
    return make("tr", {}, [
      make("th", { scope: "row" }, [
        R.caseLink(number),
        make("span", { class: "tags" }, [
          R.statusTag(number),
          weak ? make("span", { class: "tag dominated", title: R.said(weak.sentence), text: R.t("dominated") }) : null
        ])
      ])
    ].concat(
      columns.map(function (m) {
        return cell(number, m, spans[m]);
      })
    ));
  }

  /** Marks the line of the case that is shown; the figures stand whichever it is. */
  R.markShown = function () {
    document.querySelectorAll("#case-list tbody tr").forEach(function (row) {
      var now = Number(row.querySelector("[data-case]").dataset.case) === R.shown();
      row.classList.toggle("now", now);
      if (now) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    });
  };

  /** All cases beside each other; measures that are the same in all of them are told below. */
  R.drawCases = function () {
    var spans = ranges(),
      all = R.plan.measures.map(function (measure, m) {
        return m;
      });
    var columns = all.filter(function (m) {
      return spans[m][0] !== spans[m][1];
    });
    var holder = document.getElementById("case-list"),
      left = holder.scrollLeft,
      top = holder.scrollTop;
    R.fill(holder, [
      make("table", {}, [
        make("thead", {}, [
          make(
            "tr",
            {},
            [make("th", { scope: "col", text: R.t("Case") })].concat(
              columns.map(function (m) {
                return header(R.plan.measures[m]);
              })
            )
          )
        ]),
        make(
          "tbody",
          {},
          ordered(studied()).map(function (number) {
            return line(number, columns, spans);
          })
        )
      ])
    ]);
    holder.scrollLeft = left;
    holder.scrollTop = top;
    R.markShown();
    var alike = all.filter(function (m) {
      return columns.indexOf(m) < 0;
    });
    document.getElementById("alike").textContent = alike.length
      ? R.t("The same in all cases: {what}.", {
          what: alike
            .map(function (m) {
              return R.measureSaid(R.plan.measures[m]) + " " + R.amount(spans[m][0], R.plan.measures[m]);
            })
            .join(R.semicolon())
        })
      : "";
    R.fill(
      "dominated-list",
      (R.plan.dominated || []).map(function (entry) {
        return make("li", { text: R.said(entry.sentence) });
      })
    );
  };
})(Renewal);
