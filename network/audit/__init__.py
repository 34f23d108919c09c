"""The hash-chained log of what was done at the desk."""
