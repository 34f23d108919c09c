"""What goes to payers: slips with one reference, invoices."""
