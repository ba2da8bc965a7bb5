"""The words of every screen and report: English in the source, Chinese in one catalogue beside this file."""

from planner.words.catalogue import LANGUAGES, Words, catalogue, mark, said, words

__all__ = ["LANGUAGES", "Words", "catalogue", "mark", "said", "words"]
