/* Tables: how one is made, long ones that open when asked, and the tag of a state. */
(function (R) {
  "use strict";
  var make = R.make,
    SHOWN = 60;

  R.stateTag = function (state) {
    return make("span", { class: "tag " + state, text: R.label("states", state) });
  };

  /** A table: caption, columns [label, class], rows of cells (text or element), the row of totals. */
  R.table = function (caption, columns, rows, total) {
    function cell(value, c, tag) {
      var attributes = { class: columns[c][1] || null };
      if (tag === "th") attributes.scope = "row";
      return make(
        tag,
        attributes,
        value === null || value === undefined ? [] : [typeof value === "object" ? value : String(value)]
      );
    }
    function line(row) {
      return make(
        "tr",
        {},
        row.map(function (value, c) {
          return cell(value, c, c ? "td" : "th");
        })
      );
    }
    return make("table", {}, [
      caption ? make("caption", { text: caption }) : null,
      make("thead", {}, [
        make(
          "tr",
          {},
          columns.map(function (c) {
            return make("th", { scope: "col", class: c[1] || null, text: c[0] });
          })
        )
      ]),
      make("tbody", {}, rows.map(line)),
      total ? make("tfoot", {}, [line(total)]) : null
    ]);
  };

  /** A table that shows its first rows, and the others when asked. */
  R.longTable = function (caption, columns, rows, line) {
    var holder = make("div", { class: "scroll" });
    function draw(all) {
      R.fill(holder, [R.table(caption, columns, (all ? rows : rows.slice(0, SHOWN)).map(line))]);
      if (!all && rows.length > SHOWN) {
        holder.appendChild(
          make("button", {
            type: "button",
            class: "tool more",
            text: R.t("Show all {n}", { n: R.count(rows.length) }),
            onclick: function () {
              draw(true);
            }
          })
        );
      }
    }
    holder.showAll = function () {
      draw(true);
    };
    holder.className += " long";
    draw(false);
    return holder;
  };
})(Renewal);
