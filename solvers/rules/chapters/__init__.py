"""Chapters of the register of rules: what each rule says, beside the function that makes its rows."""
