"""Notices (お知らせ), cross-posted to the sections they belong to; changes of the site are announced ahead here."""
