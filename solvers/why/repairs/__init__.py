"""Ways out of an impossible programme: each a change of what is given, priced and tried."""
