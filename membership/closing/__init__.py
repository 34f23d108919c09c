"""The end of a year: what the treasurer hands to the auditors and to the accounting program."""
