"""What browsers may do, and what is said when they may not."""
