"""Calendar files, invitations, feeds."""
