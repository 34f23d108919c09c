"""E2: with the lock of seats taken away, a rush over HTTP is no longer exact: the lock's tests bite (PostgreSQL)."""

import pytest
from django.db import connection

from tests.load import crowd, sites
from tests.load.test_rush import coming_meeting, rush_for

pytestmark = [
    pytest.mark.usefixtures("shared_db"),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="on SQLite there is no lock to take away: transactions are alone",
    ),
    pytest.mark.skipif(not sites.redis_answers(), reason="no Redis answers; TEST_REDIS_URL names one"),
]


@pytest.mark.capability("E2")
def test_without_the_lock_the_second_line_of_defence_still_sells_no_seat_twice(tmp_path):
    pool = coming_meeting(seats=10)
    with sites.site(tmp_path, application=sites.UNLOCKED) as server:
        cookies = crowd.sign_in(crowd.members(100), sites.session_cache())

        result, _ = rush_for(server, pool, cookies, seed=1)

    assert not result.is_exact(100, 10)
    assert len(result.confirmed) <= 10
