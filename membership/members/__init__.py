"""Who is a member, and by which tier."""
