"""Signing in safely: the second step, how long a sign-in lasts, and how it ends everywhere."""
