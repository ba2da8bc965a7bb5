"""What is worked out: the integer program, its engines, the plan, and the audit that never met them."""
