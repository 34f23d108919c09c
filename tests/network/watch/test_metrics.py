"""Counts of this process, and Prometheus' text format."""

import pytest
from redis import RedisError

from network.watch import metrics
from network.watch.metrics import Family

pytestmark = pytest.mark.capability("T11")


@pytest.fixture(autouse=True)
def own_counts(monkeypatch):
    monkeypatch.setattr(metrics, "counts", metrics.Counts())


class Hash:
    """A Redis with one hash, in memory."""

    def __init__(self):
        self.values, self.is_away = {}, False

    def __enter__(self):
        if self.is_away:
            raise RedisError
        return self

    def __exit__(self, *failure):
        return False

    def pipeline(self):
        return self

    def execute(self):
        return None

    def hincrbyfloat(self, name, key, amount):
        self.values[key.encode()] = str(float(self.values.get(key.encode(), 0)) + amount).encode()

    def hgetall(self, name):
        return self.values


@pytest.fixture
def shared(monkeypatch, settings):
    settings.REDIS_URL = "redis://one"
    store = Hash()
    monkeypatch.setattr(metrics, "_redis", lambda: store)
    return store


def test_requests_are_counted_by_route_and_status():
    metrics.count_request("events:list", 200, 0.02)
    metrics.count_request("events:list", 200, 0.3)
    metrics.count_request("events:list", 500, 20)

    written = metrics.text(metrics.request_families())

    assert 'tasuki_requests_total{route="events:list",status="200"} 2\n' in written
    assert 'tasuki_requests_total{route="events:list",status="500"} 1\n' in written
    assert 'tasuki_request_seconds_bucket{le="0.05"} 1\n' in written
    assert 'tasuki_request_seconds_bucket{le="0.5"} 2\n' in written
    assert 'tasuki_request_seconds_bucket{le="10.0"} 2\n' in written
    assert 'tasuki_request_seconds_bucket{le="+Inf"} 3\n' in written
    assert "tasuki_request_seconds_count 3\n" in written
    assert "tasuki_request_seconds_sum 20.32\n" in written


def test_processes_add_up(shared):
    for _process in range(3):
        metrics.counts.__init__()
        metrics.count_request("events:list", 200, 0.02)
        metrics.share()

    assert metrics.counted()['tasuki_requests_total{route="events:list",status="200"}'] == 3


def test_counts_wait_while_redis_is_away(shared):
    shared.is_away = True
    metrics.count_request("events:list", 200, 0.02)
    metrics.share()
    shared.is_away = False

    assert metrics.counted()['tasuki_requests_total{route="events:list",status="200"}'] == 1


def test_counts_are_shared_now_and_then(shared, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(metrics.time, "monotonic", lambda: clock[0])
    metrics.counts.added_at = 0.0
    metrics.count_request("events:list", 200, 0.02)
    before = dict(shared.values)
    clock[0] = metrics.ADDED_EVERY
    metrics.count_request("events:list", 200, 0.02)

    assert before == {}
    assert shared.values[b'tasuki_requests_total{route="events:list",status="200"}'] == b"2.0"


def test_labels_are_escaped():
    assert metrics.sample("x", part='a"b\\c\nd') == 'x{part="a\\"b\\\\c\\nd"}'


def test_large_numbers_are_written_whole():
    family = Family("x", "gauge", "Large.", {"x": 123456789.0, "y": 0.125})

    assert metrics.text([family]).splitlines()[2:] == ["x 123456789", "y 0.125"]
