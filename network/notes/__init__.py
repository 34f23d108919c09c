"""What was gathered on the peer board and kept: notes, with the conversations they come from."""
