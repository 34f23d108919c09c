"""health.py web | worker | beat: the exit code tells whether this container does its work."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path


def web() -> bool:
    request = urllib.request.Request(
        f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz",
        headers={"Host": os.environ["ALLOWED_HOSTS"].split(",")[0], "X-Forwarded-Proto": "https"},
    )
    with urllib.request.urlopen(request, timeout=8) as response:  # noqa: S310 -- our own address
        return response.status == 200


def worker() -> bool:
    name = f"celery@{os.uname().nodename}"
    ping = ["celery", "--app=tasuki", "inspect", "ping", f"--destination={name}", "--timeout=10"]
    return subprocess.run(ping, check=False, stdout=subprocess.DEVNULL).returncode == 0  # noqa: S603 -- our own


def beat() -> bool:
    """Beat writes its schedule down every three minutes."""
    written = [path.stat().st_mtime for path in Path(os.environ["VAR_DIR"]).glob("beat-schedule*")]
    return bool(written) and time.time() - max(written) < 600


if __name__ == "__main__":
    sys.exit(not {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]())
