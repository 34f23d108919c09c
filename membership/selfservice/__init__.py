"""What members look after themselves: dues, slips, receipts, the name they pay under, their organisation's people."""
