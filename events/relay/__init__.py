"""Series, legs, and where the baton is."""
