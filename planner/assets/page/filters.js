/* The filters that every page has: street, and words of names. */
(function (R) {
  "use strict";

  /** Fills a choice with [value, text] entries. */
  R.drawChoice = function (id, entries, chosen) {
    R.fill(
      id,
      entries.map(function (entry) {
        return R.make("option", { value: entry[0], text: entry[1], selected: entry[0] === chosen });
      })
    );
  };

  /** Draws the choice of streets and the words searched for as they stand. */
  R.drawSearch = function () {
    var text = document.getElementById("text");
    R.drawChoice(
      "street",
      [["", R.t("All streets")]].concat(
        R.plan.streets.filter(Boolean).map(function (street) {
          return [street, street];
        })
      ),
      R.state.street
    );
    if (text.value !== R.state.text) text.value = R.state.text;
  };

  R.isStreet = function (street) {
    return R.plan.streets.indexOf(street) >= 0;
  };

  /** The text that is searched of something with a name and a code. */
  R.searched = function (name, code) {
    return (name + " " + code).toLowerCase();
  };

  /** Whether street and search leave what stands in a street (its name) and has a text in small letters. */
  R.leaves = function (street, text) {
    if (R.state.street && street !== R.state.street) return false;
    return R.state.text
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean)
      .every(function (word) {
        return text.indexOf(word) >= 0;
      });
  };
})(Renewal);
