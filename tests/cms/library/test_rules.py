"""What an answer says about a link."""

import pytest

from cms.library.choices import LinkState
from cms.library.rules import Finding, Knock, finding, may_knock


@pytest.mark.parametrize(
    ("knock", "before", "expected"),
    [
        pytest.param(Knock(200), 1, Finding(LinkState.FINE, 0), id="it answers again"),
        pytest.param(Knock(200, moved=True), 0, Finding(LinkState.MOVED, 0), id="it answers elsewhere"),
        pytest.param(Knock(403), 1, Finding(LinkState.SHY, 0), id="it answers people only"),
        pytest.param(Knock(404), 0, Finding(LinkState.BROKEN, 1), id="it is gone"),
        pytest.param(Knock(None), 0, Finding(LinkState.FALTERING, 1), id="silent once"),
        pytest.param(Knock(503), 1, Finding(LinkState.BROKEN, 2), id="in trouble twice"),
    ],
)
def test_finding(knock, before, expected):
    assert finding(knock, failures=before) == expected


@pytest.mark.capability("T6")
@pytest.mark.parametrize(
    ("addresses", "allowed"),
    [
        pytest.param(["8.8.8.8"], True, id="a public address"),
        pytest.param(["127.0.0.1"], False, id="this machine"),
        pytest.param(["8.8.8.8", "10.0.0.5"], False, id="one of them inside"),
        pytest.param(["::1"], False, id="this machine in the new way"),
        pytest.param(["fe80::1%eth0"], False, id="the next cable"),
        pytest.param(["169.254.169.254"], False, id="a cloud's own"),
        pytest.param([], False, id="no address at all"),
    ],
)
def test_hosts_that_are_knocked_at(addresses, allowed):
    assert may_knock(addresses) is allowed
