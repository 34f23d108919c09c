"""LIMIT: the least a Django site can do and still show meetings and take registrations. Fixed; not to be tuned."""
