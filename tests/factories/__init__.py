"""Factories: plain rows, one module per wing."""
