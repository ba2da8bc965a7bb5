"""The plan: what is chosen, written to the day and the fen, and the audit of it."""
