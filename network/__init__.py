"""Ground floor: who we are, how we reach one another, what we ask of one another."""
