"""gunicorn's own few lines go the way of all others (compose.yaml names this module)."""

import os

from network.watch.logs import logging_config

_config = logging_config(os.environ.get("LOG_FORMAT") or "json", os.environ.get("LOG_LEVEL") or "INFO")
logconfig_dict = {
    **_config,
    "loggers": {
        **_config["loggers"],
        "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True, "qualname": "gunicorn.error"},
    },
}
# A worker that waits for a silent line (browsers open some in advance) does not notice that it should end.
graceful_timeout = 20
