"""What limits are worth, what leaving an estate out costs, plans nearly as good, and lists for any budget."""
