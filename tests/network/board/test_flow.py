"""smoke"""

from datetime import datetime

import pytest

from network.association.dates import TOKYO
from network.board import actions, queries, release
from network.board.models import *
from tests.network.board.conftest import somebody

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)


def test_smoke():
    got = actions.ask(
        somebody(), text="家賃の相談が続くとき、どこまで一緒に動きますか。", topics=["housing"], now=NOW
    )
    assert got.due == datetime(2026, 11, 25, 12, tzinfo=TOKYO)
    assert release.release(now=NOW) == 0
    assert HeldAct.objects.count() == 1
    assert release.release_due(now=got.due) == 1
    t = Thread.objects.get()
    a = actions.answer(
        t, port=somebody("taro"), text="私は三回までと決めて、その先は会議に出します。", now=NOW
    )
    release.release(now=a.due)
    assert [p.label for p in queries.posts_of(t)] == [0, 1]
    q = queries.mine_by_receipt(got.slip.number, got.slip.code)
    assert q.post
    assert queries.mine_by_tag(q.post.pk, somebody(), today=NOW.date())
    assert not queries.mine_by_tag(q.post.pk, somebody("x"), today=NOW.date())
