"""The rules: one function a rule."""
