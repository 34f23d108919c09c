"""The staff's front page."""
