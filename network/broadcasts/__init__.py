"""Letters to many: written once, sent in chunks, ended by one click, logged person by person."""
