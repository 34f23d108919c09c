"""What seats cost: the price of a pool, the charge of a registration, and giving it back."""
