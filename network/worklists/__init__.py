"""Lists at the desk as one works with them: kept filters, deeds for many rows, files."""
