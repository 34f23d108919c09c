"""The large demo: as much as a network gathers in a dozen years, all of it invented and marked as a sample."""
