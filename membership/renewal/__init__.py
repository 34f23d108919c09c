"""Every April memberships renew: dues are billed and slips made, once, however often it is asked."""
