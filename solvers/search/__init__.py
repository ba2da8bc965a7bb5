"""The search: engines run in the time there is, aims pursued in turn, what holding each costs the next."""
