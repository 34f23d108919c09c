"""Asking again for dues that have not come: who is asked, who is not and why, three letters at most."""
