"""Who has been invited and who has arrived: rounds of letters, and the list to phone by."""
