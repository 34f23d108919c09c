"""A person's place at an event: pools, seats, waiting list."""
