"""Choosing among cases: which are dominated, where money bends, what trades off, what tips, what is sure."""
