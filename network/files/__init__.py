"""What files from people may be: type by content, size, nothing active."""
