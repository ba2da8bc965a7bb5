"""Futures: a plan's first years carried into other programmes, and plans made for several at once."""
