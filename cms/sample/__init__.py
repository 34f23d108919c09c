"""The demo's content: the relay's true history, and an invented association that looks invented."""
