"""Pages that look the same to everybody who is not signed in, kept for some seconds (ADR 38)."""
