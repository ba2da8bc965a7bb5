"""Programmes drawn in memory at any size, from a seed: a district, a city, a nation.

Nothing in them is any real place's. What is asked for and what it costs follow the catalogue of the Jinping
example; there is money for about 70 % of what is asked for, and crews are short in some seasons.
"""

from benchmarks.drawn.draw import NATION, Shape, by_building, city, district, nation, of_size, programme

__all__ = ["NATION", "Shape", "by_building", "city", "district", "nation", "of_size", "programme"]
