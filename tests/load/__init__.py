"""Many at once: what holds when a crowd comes, when processes are killed, and when the lock is taken away."""
