"""Studies: several cases of a programme planned and compared."""
