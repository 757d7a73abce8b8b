"""Pages and letters → files."""
