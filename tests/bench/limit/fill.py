"""LIMIT's content: as many meetings as the site has in the same size, and members who are signed in."""

import datetime
import sys
from importlib import import_module

import django
from django.apps import apps
from django.core.management import call_command


def fill(meetings: int = 200, members: int = 0) -> list[str]:
    """Tables and rows, from nothing; the members' Cookie headers. Called in a process whose settings are LIMIT's."""
    django.setup()
    Meeting = apps.get_model("limit", "Meeting")

    call_command("migrate", run_syncdb=True, verbosity=0)
    start = datetime.datetime(2027, 1, 1, 5, tzinfo=datetime.UTC)
    Meeting.objects.bulk_create(
        Meeting(
            title=f"第{number}回 地域のつどい",
            place="札幌市 見本会館",
            text="互いの現場の工夫を持ち寄り、明日からの支援に生かします。\n\n" * 5,
            starts_at=start + datetime.timedelta(days=number),
        )
        for number in range(1, meetings + 1)
    )
    return [signed_in(number) for number in range(members)]


def signed_in(number: int) -> str:
    """The Cookie header of a member who has signed in."""
    auth = import_module("django.contrib.auth")
    user = apps.get_model("auth", "User").objects.create(
        username=f"見本 太郎{number}", email=f"load{number}@person.example", password="!"
    )
    session = import_module("django.contrib.sessions.backends.db").SessionStore()
    session[auth.SESSION_KEY] = str(user.pk)
    session[auth.BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(fill(*(int(word) for word in sys.argv[1:]))))
