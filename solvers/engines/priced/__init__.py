"""The priced engine: groups of campaigns priced against the rows that couple them."""
