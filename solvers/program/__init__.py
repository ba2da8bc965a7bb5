"""The integer program over arrays: days, money and columns of every possible start."""
