"""What is given.

A scenario is everything that is given; the base programme is the scenario with no change laid over it.
"""
