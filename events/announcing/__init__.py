"""Announcing events: what the letter says, who has answered, who came before."""
