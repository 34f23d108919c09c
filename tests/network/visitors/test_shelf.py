"""The store of kept pages: how long, how much, and what clearing means for a page in the making."""

from network.visitors.shelf import Kept, Shelf


def kept(content=b"page", begun=0.0):
    return Kept(headers=(), content=content, match=None, begun=begun)


def test_shelf_gives_back_what_was_kept_when_its_seconds_are_not_over():
    shelf = Shelf(seconds=4, most_bytes=100)
    shelf.put(("a",), kept(begun=10))

    assert shelf.get(("a",), now=13.9).content == b"page"
    assert shelf.get(("a",), now=14) is None
    assert shelf.get(("b",), now=10) is None


def test_shelf_lets_the_oldest_go_when_it_is_full():
    shelf = Shelf(seconds=4, most_bytes=25)
    for name in "abc":
        shelf.put((name,), kept(b"x" * 10))

    assert [name for name in "abc" if shelf.get((name,), now=0)] == ["b", "c"]


def test_shelf_counts_a_page_once_when_it_is_kept_again():
    shelf = Shelf(seconds=4, most_bytes=25)
    for _ in range(5):
        shelf.put(("a",), kept(b"x" * 10))
    shelf.put(("b",), kept(b"x" * 10))

    assert [name for name in "ab" if shelf.get((name,), now=0)] == ["a", "b"]


def test_shelf_keeps_nothing_larger_than_itself():
    shelf = Shelf(seconds=4, most_bytes=5)

    shelf.put(("a",), kept(b"x" * 10))

    assert shelf.get(("a",), now=0) is None


def test_shelf_refuses_what_was_begun_before_it_was_cleared():
    shelf = Shelf(seconds=4, most_bytes=100)
    shelf.put(("old",), kept(begun=1))
    shelf.clear(now=2)
    shelf.put(("in the making",), kept(begun=1.5))
    shelf.put(("new",), kept(begun=2.5))

    assert shelf.get(("old",), now=2.5) is None
    assert shelf.get(("in the making",), now=2.5) is None
    assert shelf.get(("new",), now=2.5).content == b"page"
