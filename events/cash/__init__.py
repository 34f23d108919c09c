"""Cash at the door: who gave what, counted, signed off and booked."""
