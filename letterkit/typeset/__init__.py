"""Letters → pages."""
