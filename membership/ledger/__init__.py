"""The association's money: what is owed, what arrived, and what became of it. Entries are reversed, never changed."""
