"""The priced engine: groups of columns priced against the rows they share, plans by small programs."""
