"""Tables as planners keep them: one manifest of columns, its reader, its checks and its blank templates."""
