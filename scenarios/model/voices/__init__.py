"""Residents' voices: what they want and fear, counted, and how much few answers say (docs/meaning.md, 7)."""

from scenarios.model.voices.voices import Voices, voices_of

__all__ = ["Voices", "voices_of"]
