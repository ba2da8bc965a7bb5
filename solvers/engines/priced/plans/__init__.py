"""Plans from a fractional point: dives, small programs, windows of periods."""
