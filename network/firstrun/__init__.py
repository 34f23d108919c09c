"""The first run: an empty site becomes an association's."""
