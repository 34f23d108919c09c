"""Demo content: true history, invented people (見本)."""
