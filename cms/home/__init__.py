"""Home, sections and the furniture of every page."""
