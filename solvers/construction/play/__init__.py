"""The engines: a site and its draws in, the visits out."""
