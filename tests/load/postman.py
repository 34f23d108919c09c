"""One worker that sends what is due, in a process of its own: it can be killed at any moment.

Words: minutes by which its clock is ahead (claims of the dead run out), and how many letters a chunk holds.
"""

import sys
from datetime import timedelta
from importlib import import_module

import django


def main(minutes: str, chunk: str) -> None:
    django.setup()
    import_module("django.conf").settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    import_module("network.broadcasts.rules").CHUNK = int(chunk)
    broadcasts, mail = import_module("network.broadcasts.actions"), import_module("network.mail.actions")
    now = import_module("django.utils.timezone").now() + timedelta(minutes=int(minutes))
    while broadcasts.send_due(now=now):
        pass
    mail.deliver_due(now=now)


if __name__ == "__main__":
    main(*sys.argv[1:])
