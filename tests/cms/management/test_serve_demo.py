"""The demo's command before it starts anything."""

import socket

import pytest
from django.core.management import CommandError, call_command

from cms.management.commands.serve_demo import refuse_taken


def test_a_taken_port_is_said_plainly():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is not free .*make demo PORT={port + 1}"):
            refuse_taken(port)


def test_it_refuses_any_other_kind_of_site():
    with pytest.raises(CommandError, match="Only for the demo"):
        call_command("serve_demo")
