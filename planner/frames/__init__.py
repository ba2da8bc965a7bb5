"""Results as pandas frames with a named index, as small pictures, and as notebooks show them."""
