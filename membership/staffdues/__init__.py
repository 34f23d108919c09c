"""Dues of staff that their organisation takes over: one slip, one reference, taken back while unpaid."""
