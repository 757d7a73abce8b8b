"""Which office is this, and how is it addressed."""
