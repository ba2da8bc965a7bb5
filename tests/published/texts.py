"""Small instances of our own, as the public formats write them."""

from pathlib import Path

KNAPSACK = """3 2 9
 5 4 6
 2 3 4
 1 1
 3
 6 4
"""
"""Items 1 and 3 fit together (6 of 6, 4 of 4) and are worth 11; the stated best is wrong on purpose."""

MULTIPLE_CHOICE = """2 2
5 4
2
7 4 1
3 1 1
2
6 3 2
1 1 1
"""
"""Both best options together want 7 of 5: 3 + 6 (uses 4, 3) beats 7 + 1 (uses 5, 2)."""

ELECTION = """META
key;value
description;"A small; election"
budget;10,5
vote_type;approval
PROJECTS
project_id;cost;votes;name
7;6;30;"A ""green"" square; trees"
a/2;5,5;20;Benches
3;5;20;Lamps
VOTES
voter_id;vote
1;7,3
2;a/2
"""
"""Projects a/2 and 3 cost 10.5 and have 40 votes."""

LOGOS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- of our own -->
<Logos>
  <Sets>
    <investments> pump, roof lift </investments>
    <time_periods>y1 y2</time_periods>
    <resources>city block</resources>
    <options index="investments"> A B DoNothing; A; A DoNothing </options>
  </Sets>
  <Parameters>
    <net_present_values index="options"> 5.5 5 0  -2  9 0. </net_present_values>
    <costs index="options, resources, time_periods">
      3 0  0.1 0
      0 3  0 0.1
      0 0  0 0
      1 0  0 0
      2.05 0  0 0
      0 0  0 0
    </costs>
    <available_capitals index="resources, time_periods"> 3.1 3  0.1 0.1 </available_capitals>
  </Parameters>
  <Settings><mandatory>roof</mandatory><nonSelection>True</nonSelection></Settings>
</Logos>
"""
"""The roof must be; with it the lift fits into year 1 (3.05 of 3.1) and the pump into year 2: 5 − 2 + 9."""

MINE = """NAME: tiny
TYPE: CPIT
NBLOCKS: 4
NPERIODS: 2
NRESOURCE SIDE CONSTRAINTS: 2
DISCOUNT_RATE: 0.25
RESOURCE CONSTRAINT LIMITS:
0 0 L 2.5
0 1 L 2.5
1 0 I 0 9
1 1 G 0
OBJECTIVE_FUNCTION:
0 -1
1 10
2 -3
3 5
RESOURCE_CONSTRAINT_COEFFICIENTS:
0 0 1
1 0 1.5
2 0 1
3 0 1
3 1 2
EOF
"""
BEFORE = "0 0\n1 1 0\n2 0\n3 1 2\n"
"""Blocks 0 and 1 fill the first period and are worth 9; 2 and 3 together 2, in the second 1.6."""

PSPLIB = """************************************************************************
jobs (incl. supersource/sink ):  5
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          3           2   3   4
   2        1          1           5
   3        1          1           4
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     2       1    1
  4      1     2       0    1
  5      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    1
************************************************************************
"""
"""Jobs 2 and 3 want three of two crews together: 2 + 3 = 5 long."""

PATTERSON = """5 2
2 1

0 0 0 3 2 3 4
3 2 0 1 5
2 1 1 1 4
2 0 1 1 5
0 0 0 0
"""
"""The same network as PSPLIB's."""

WITH_RESERVOIR = """4 1 1
2 5
0 0 9 9 1 2
3 1 2 1 1 3
1 2 1 0 1 4
0 0 9 9 0
"""


def written(folder: Path, name: str, text: str) -> Path:
    """Write a text into a file of a name and return where it is."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def mine(folder: Path, text: str = MINE, before: str = BEFORE) -> Path:
    """Write a mine and what comes before its blocks."""
    written(folder, "tiny.prec", before)
    return written(folder, "tiny.cpit", text)
