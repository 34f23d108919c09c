"""Who is a member."""

import pytest

from membership.members.rules import NO_MEMBER, Ground, Standing, decide

OWN = Ground("individual", "self", is_own=True)
WORKS_AT_AN_OFFICE = Ground("office", "everybody", works_there=True)
NAMED = Ground("supporting", "named", is_named=True)


@pytest.mark.parametrize(
    ("grounds", "standing"),
    [
        pytest.param([], NO_MEMBER, id="no membership at all"),
        pytest.param([OWN], Standing(True, "individual", "own"), id="an own membership"),
        pytest.param([WORKS_AT_AN_OFFICE], Standing(True, "office", "organisation"), id="works at a member"),
        pytest.param([NAMED], Standing(True, "supporting", "named"), id="named by a member"),
        pytest.param(
            [WORKS_AT_AN_OFFICE, OWN], Standing(True, "individual", "own"), id="own before the office's"
        ),
        pytest.param(
            [NAMED, WORKS_AT_AN_OFFICE], Standing(True, "supporting", "named"), id="the first of two"
        ),
        pytest.param(
            [Ground("supporting", "named", works_there=True)],
            NO_MEMBER,
            id="works at a member that covers named people only",
        ),
        pytest.param(
            [Ground("office", "everybody", is_named=True)],
            NO_MEMBER,
            id="named where only those who work there count",
        ),
        pytest.param(
            [Ground("individual", "self", works_there=True)],
            NO_MEMBER,
            id="works at an organisation whose tier covers itself only",
        ),
    ],
)
def test_decide(grounds, standing):
    assert decide(grounds) == standing
