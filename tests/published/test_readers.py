"""Each reader takes its format as it is, and says file and line of what is wrong."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.published.formats import FORMATS, guessed, read_instance
from benchmarks.published.knapsack import read_knapsack, read_multiple_choice
from benchmarks.published.logos import read_logos
from benchmarks.published.minelib import read_mine
from benchmarks.published.networks import read_patterson, read_psplib
from benchmarks.published.pabulib import read_election
from benchmarks.published.values import Activity, Capacity, WrongInstanceError
from tests.published import texts
from tests.published.texts import mine, written


def test_a_knapsack(tmp_path: Path) -> None:
    found = read_knapsack(written(tmp_path, "small.dat", texts.KNAPSACK))
    assert [item.options[0].value for item in found.items] == [5, 4, 6]
    assert [item.options[0].uses for item in found.items] == [(2, 1), (3, 1), (4, 3)]
    assert [limit.amount for limit in found.limits] == [6, 4]
    assert found.best == 9
    assert [item.name for item in found.items] == [1, 2, 3]


def test_a_best_of_nothing_means_none(tmp_path: Path) -> None:
    assert read_knapsack(written(tmp_path, "a.dat", "1 1 0 5 2 3")).best is None


def test_a_multiple_choice_knapsack_with_a_mark_before_it(tmp_path: Path) -> None:
    found = read_multiple_choice(written(tmp_path, "a.txt", "\ufeff" + texts.MULTIPLE_CHOICE))
    assert all(item.must for item in found.items)
    assert [[option.name for option in item.options] for item in found.items] == [[1, 2], [1, 2]]
    assert found.items[1].options[0].uses == (3, 2)


def test_an_election(tmp_path: Path) -> None:
    found = read_election(written(tmp_path, "a.pb", texts.ELECTION))
    assert [item.name for item in found.items] == ["7", "a/2", "3"]
    assert [item.options[0].value for item in found.items] == [30, 20, 20]
    assert found.limits[0].amount == Decimal("10.5")
    assert found.items[1].options[0].uses == (Decimal("5.5"),)


def test_votes_are_counted_where_no_column_tells_them(tmp_path: Path) -> None:
    text = texts.ELECTION.replace("cost;votes;", "cost;").replace("7;6;30;", "7;6;")
    text = text.replace("5,5;20;", "5,5;").replace("3;5;20;", "3;5;")
    found = read_election(written(tmp_path, "a.pb", text))
    assert [item.options[0].value for item in found.items] == [1, 1, 1]


def test_points_stand_before_votes_where_residents_gave_points(tmp_path: Path) -> None:
    text = texts.ELECTION.replace("approval", "cumulative").replace(";name", ";score")
    text = text.replace('"A ""green"" square; trees"', "1").replace("Benches", "2").replace("Lamps", "3")
    found = read_election(written(tmp_path, "a.pb", text))
    assert [item.options[0].value for item in found.items] == [1, 2, 3]


def test_a_capital_budget(tmp_path: Path) -> None:
    found = read_logos(written(tmp_path, "a.xml", texts.LOGOS))
    assert [item.name for item in found.items] == ["pump", "roof", "lift"]
    assert [item.must for item in found.items] == [True, True, True]
    assert found.items[0].options[1].uses == (0, 3, 0, Decimal("0.1"))
    assert [limit.name for limit in found.limits] == ["city y1", "city y2", "block y1", "block y2"]


def test_cash_flows_stand_before_the_list_of_values(tmp_path: Path) -> None:
    text = """<Logos><Sets><investments>a b</investments><time_periods>1</time_periods></Sets>
    <Economics><net_present_values><DiscountRate>0.25</DiscountRate><tax>0.2</tax><inflation>0</inflation>
    <CashFlow>-1, 5, -2, 5</CashFlow></net_present_values></Economics>
    <Parameters><net_present_values>7 7</net_present_values><costs>1 1</costs>
    <available_capitals>1</available_capitals></Parameters></Logos>"""
    found = read_logos(written(tmp_path, "a.xml", text))
    assert [item.options[0].value for item in found.items] == [Decimal("2.4"), Decimal("1.6")]
    assert not any(item.must for item in found.items)


def test_several_knapsacks(tmp_path: Path) -> None:
    text = """<Logos><Sets><investments>a b</investments><capitals>u, v</capitals></Sets><Parameters>
    <net_present_values>7 6</net_present_values><costs>1 2</costs>
    <available_capitals>1 2</available_capitals></Parameters></Logos>"""
    found = read_logos(written(tmp_path, "a.xml", text))
    assert [option.name for option in found.items[1].options] == ["u", "v"]
    assert [option.uses for option in found.items[1].options] == [(2, 0), (0, 2)]


def test_a_mine(tmp_path: Path) -> None:
    found = read_mine(mine(tmp_path))
    assert found.values == (-1, 10, -3, 5)
    assert found.before == ((), (0,), (), (2,))
    assert found.uses[3] == ((0, 1), (1, 2))
    assert found.capacities[1] == (
        Capacity(at_least=Decimal(0), at_most=Decimal(9)),
        Capacity(at_least=Decimal(0)),
    )
    assert (found.periods, found.rate) == (2, Decimal("0.25"))
    assert read_mine(tmp_path / "tiny.prec") == found


def test_a_pit_without_periods(tmp_path: Path) -> None:
    mine(tmp_path)
    text = "NAME: tiny\nTYPE: UPIT\nNBLOCKS: 4\nOBJECTIVE_FUNCTION:\n0 -1\n1 10\n2 -7\n3 5\n"
    found = read_mine(written(tmp_path, "tiny.upit", text))
    assert (found.periods, found.capacities, found.values[2]) == (1, (), -7)


@pytest.mark.parametrize(
    ("read", "name", "text"),
    [(read_psplib, "a.sm", texts.PSPLIB), (read_patterson, "a.rcp", texts.PATTERSON)],
)
def test_a_network(read: Callable, name: str, text: str, tmp_path: Path) -> None:
    found = read(written(tmp_path, name, text))
    assert found.crews == (2, 1)
    assert found.activities[0] == Activity(duration=0, demands=(0, 0), successors=(1, 2, 3))
    assert found.activities[2] == Activity(duration=2, demands=(1, 1), successors=(3,))
    assert len(found.activities) == 5


def test_a_network_with_a_reservoir_ignores_what_its_ends_take(tmp_path: Path) -> None:
    found = read_patterson(written(tmp_path, "a.rcp", texts.WITH_RESERVOIR))
    assert (found.crews, found.reservoirs) == ((2,), (5,))
    assert [a.taken for a in found.activities] == [(0,), (2,), (1,), (0,)]
    assert [a.given for a in found.activities] == [(0,), (1,), (0,), (0,)]


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("knapsack", "a.dat", texts.KNAPSACK),
        ("mmkp", "a.txt", texts.MULTIPLE_CHOICE),
        ("patterson", "a.txt", texts.PATTERSON),
        ("psplib", "a.txt", texts.PSPLIB),
        ("pabulib", "a.txt", texts.ELECTION),
        ("logos", "a.txt", texts.LOGOS),
        ("minelib", "tiny.txt", texts.MINE),
    ],
)
def test_the_format_is_guessed(kind: str, name: str, text: str, tmp_path: Path) -> None:
    written(tmp_path, "tiny.prec", texts.BEFORE)
    path = written(tmp_path, name, text)
    assert guessed(path) == kind
    assert read_instance(path) == FORMATS[kind](path)


WRONG = [
    (read_knapsack, "2 1 0\n5 4\n2 x\n3", "a.in, line 3: weight 2 of capacity 1 is a number, not 'x'"),
    (
        read_knapsack,
        "2 1 0\n5 4\n2 3",
        "line 3: the file ends early: 2 items and 1 capacities want 5 more numbers, there are 4",
    ),
    (read_knapsack, "2 1 0 5 4 2 3 3\n9", "line 2: 1 words too many, from '9' on"),
    (read_knapsack, "2 1 0 5 4\n2 -3 3", "line 2: weight 2 of capacity 1 is at least 0, not -3"),
    (read_knapsack, "", "line 1: the file ends where the number of items is wanted"),
    (read_knapsack, "1e99 1 0", "line 1: the number of items is a number, not '1e99'"),
    (read_knapsack, "99999999 9999 0", "the number of items is a whole number from 1, not '99999999'"),
    (read_knapsack, "nan 1 0", "the number of items is a number, not 'nan'"),
    (read_multiple_choice, "1 1 5\n0 1 2", "line 2: the number of options of class 1 is a whole"),
    (read_multiple_choice, "1 1 5\n2\n3 1\n4", "line 4: the file ends where weight 1 of option 2 is wanted"),
    (read_election, "META\nkey;value\nbudget;5\n", "a.in: has no section PROJECTS"),
    (read_election, "hello\n", "line 1: a file begins with META"),
    (
        read_election,
        "META\nkey;value\nbudget;5\nPROJECTS\nproject_id;cost;votes\na;b;1\n",
        "line 6: the cost",
    ),
    (
        read_election,
        "META\nkey;value\nbudget;5\nPROJECTS\nproject_id;votes\na;1\n",
        "header has no column cost",
    ),
    (read_election, "META\nkey;value\nPROJECTS\nproject_id;cost;votes\na;1;1\n", "META has no budget"),
    (
        read_election,
        "META\nkey;value\nbudget;5\nPROJECTS\nproject_id;cost;votes\na;1;1\na;2;2\n",
        "line 7: project a stands there twice",
    ),
    (read_logos, "<Logos><Sets></Logos>", "a.in, line 1: is no XML: mismatched tag"),
    (read_logos, "<Other/>", "line 1: the outermost element is Logos, not Other"),
    (read_logos, "<Logos>\n</Logos>", "line 1: Sets/investments names each investment once"),
    (read_logos, texts.LOGOS.replace(" 5.5 5 0 ", " 5.5 5 "), "lists 5 numbers; the options want 6"),
    (read_logos, texts.LOGOS.replace("A B DoNothing;", ""), "line 8: options are 2 groups; there are 3"),
    (read_logos, texts.LOGOS.replace("<mandatory>roof", "<mandatory>dome"), "dome is mandatory, but no"),
    (read_logos, texts.LOGOS.replace("0 3  0 0.1", "0 3  0 ten"), "line 14: costs is a number, not 'ten'"),
    (read_psplib, "jobs : 3\n", "a.in: has no PRECEDENCE RELATIONS"),
    (read_psplib, "nothing", "a.in: does not say how many jobs there are"),
    (
        read_psplib,
        texts.PSPLIB.replace("nonrenewable              :  0", "nonrenewable : 2"),
        "not renewable",
    ),
    (
        read_psplib,
        texts.PSPLIB.replace("   3        1          1", "   4        1          1"),
        "line 12: job 3",
    ),
    (read_psplib, texts.PSPLIB.replace("    2    1\n", "    1    1\n"), "activity 2 wants more crews"),
    (
        read_psplib,
        texts.PSPLIB.replace("  5      1     0       0    0\n", ""),
        "line 22: the file ends where",
    ),
    (read_patterson, texts.PATTERSON.replace("2 0 1 1 5", "2 0 1 1 3"), "precede each other in a circle"),
    (read_patterson, texts.PATTERSON.replace("2 0 1 1 5", "2 0 1 1 8"), "line 7: a successor is a whole"),
    (read_patterson, "5\n2 1", "line 1: the first line counts activities and crews"),
]


@pytest.mark.parametrize(("read", "text", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_line(read: Callable, text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(WrongInstanceError) as fault:
        read(written(tmp_path, "a.in", text))
    assert said in str(fault.value)
    assert str(fault.value).startswith("a.in")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("TYPE: CPIT", "TYPE: PCPSP", "tiny.cpit, line 2: TYPE is CPIT or UPIT, not PCPSP"),
        ("NBLOCKS: 4", "NBLOCKS: 5", "line 12: block 4 has no value"),
        ("NBLOCKS: 4\n", "", "tiny.cpit: has no NBLOCKS"),
        ("0 1 L 2.5", "0 2 L 2.5", "line 9: the period is a whole number from 0 to 1, not '2'"),
        ("0 1 L 2.5", "0 1 E 2.5", "line 9: a limit is 'L most', 'G least' or 'I least most'"),
        ("1 0 1.5", "1 0 -1.5", "line 19: a use is at least 0, not -1.5"),
        ("1 10\n", "1 10 11\n", "line 14: a block has one value: one destination only"),
        ("NPERIODS: 2", "NPERIODS: many", "line 4: NPERIODS is a number, not 'many'"),
        ("NAME: tiny", "tiny", "line 1: the file begins with a head such as NAME:"),
    ],
)
def test_what_is_wrong_in_a_mine(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert old in texts.MINE
    with pytest.raises(WrongInstanceError) as fault:
        read_mine(mine(tmp_path, texts.MINE.replace(old, new)))
    assert said in str(fault.value)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("1 1 1\n", "tiny.prec, line 1: block 1 comes before itself"),
        ("1 1 0\n0 1 1\n", "tiny.prec: blocks come before each other in a circle"),
        ("1 2 0\n", "tiny.prec, line 1: the file ends where a block before is wanted"),
        ("7 0\n", "tiny.prec, line 1: the block is a whole number from 0 to 3, not '7'"),
    ],
)
def test_what_is_wrong_in_what_comes_before(before: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(WrongInstanceError) as fault:
        read_mine(mine(tmp_path, before=before))
    assert said in str(fault.value)


def test_a_mine_without_its_other_file(tmp_path: Path) -> None:
    with pytest.raises(WrongInstanceError, match=r"alone\.prec: cannot be read"):
        read_mine(written(tmp_path, "alone.cpit", texts.MINE))


@pytest.mark.parametrize("read", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02", b"\xff\xfe<\x00", b"\xe4\xf6 1 2", b"<" * 1000])
def test_garbage_is_a_fault_and_no_traceback(read: Callable, raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.in"
    path.write_bytes(raw)
    with pytest.raises(WrongInstanceError, match=r"^a\.in"):
        read(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE Logos [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<Logos>&b;</Logos>'
    with pytest.raises(WrongInstanceError, match="line 1: declares a document type"):
        read_logos(written(tmp_path, "a.xml", bomb))
    outside = '<!DOCTYPE Logos SYSTEM "other.dtd"><Logos/>'
    with pytest.raises(WrongInstanceError, match="declares a document type"):
        read_logos(written(tmp_path, "a.xml", outside))


def test_elements_deep_in_each_other_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongInstanceError, match="deep in each other"):
        read_logos(written(tmp_path, "a.xml", "<a>" * 10_000 + "</a>" * 10_000))


def test_an_unclear_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongInstanceError, match="its format is not clear; say which: logos, minelib"):
        read_instance(written(tmp_path, "a.txt", "what is this"))
    with pytest.raises(WrongInstanceError, match="cannot be read"):
        read_instance(tmp_path / "none.txt")
