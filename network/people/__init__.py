"""People and accounts: two things; affiliations, roles, invitations."""
