"""Who holds which role at the desk, since when, and that somebody looks at it once a year."""
