"""Receipts, invoices and payment slips as papers: their numbers, their frozen words, their PDF."""
