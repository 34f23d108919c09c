"""Members from a list: read, reported cell by cell, and only then entered in the register."""
