"""Whose request may be answered with a kept page, and what may become one."""

import pytest

from network.visitors.rules import LARGEST_PAGE, LONGEST_QUESTION, is_known_question, is_visitor, may_be_kept


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, True, id="nothing is known"),
        pytest.param({"method": "HEAD"}, True, id="only the headers are asked for"),
        pytest.param({"method": "POST"}, False, id="something is to be done"),
        pytest.param({"cookies": ["form"]}, True, id="a form was opened before"),
        pytest.param({"cookies": ["session"]}, False, id="a session"),
        pytest.param({"cookies": ["form", "messages"]}, False, id="a message waits"),
        pytest.param({"headers": ["authorization"]}, False, id="a key is shown"),
        pytest.param({"headers": ["range"]}, False, id="a part is asked for"),
        pytest.param({"headers": ["x-requested-with"]}, False, id="a script asks"),
        pytest.param({"headers": ["accept-encoding"]}, True, id="any other header"),
    ],
)
def test_is_visitor(changed, expected):
    asked = {"method": "GET", "cookies": [], "headers": [], "harmless": "form"} | changed

    assert is_visitor(**asked) is expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", True, id="nothing is asked"),
        pytest.param("theme=budget&page=2", True, id="a list is narrowed"),
        pytest.param("theme=", True, id="a filter is left open"),
        pytest.param("x=1", False, id="a name nobody knows"),
        pytest.param("theme=budget&x=1", False, id="a known name and another"),
        pytest.param("page=1&page=2", False, id="the same twice"),
        pytest.param("theme=" + "x" * 61, False, id="a long value"),
        pytest.param("&" * 10, False, id="no name at all"),
        pytest.param("page=1" + "&" * LONGEST_QUESTION, False, id="a long question"),
        pytest.param("q=%E7%AC%AC7", False, id="free words"),
    ],
)
def test_is_known_question(query, expected):
    assert is_known_question(query) is expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param({}, True, id="a whole page"),
        pytest.param({"status": 404}, False, id="not found"),
        pytest.param({"status": 302}, False, id="elsewhere"),
        pytest.param({"status": 503}, False, id="away for a moment"),
        pytest.param({"size": LARGEST_PAGE + 1}, False, id="too large"),
        pytest.param({"headers": {"set-cookie": "a=b"}}, False, id="a cookie is set"),
        pytest.param({"headers": {"content-encoding": "gzip"}}, False, id="packed for one reader"),
        pytest.param({"headers": {"cache-control": "max-age=0, No-Store"}}, False, id="never to be kept"),
        pytest.param({"headers": {"cache-control": "private, max-age=300"}}, True, id="browsers may keep it"),
        pytest.param(
            {"headers": {"vary": "Cookie, Accept-Language"}}, True, id="differs for who is signed in"
        ),
        pytest.param({"headers": {"vary": "Accept"}}, False, id="differs by something else"),
        pytest.param({"headers": {"vary": "*"}}, False, id="differs by anything"),
        pytest.param(
            {"headers": {"content-security-policy": "script-src 'self' 'nonce-abc'"}}, False, id="a nonce"
        ),
        pytest.param(
            {"headers": {"content-security-policy": "script-src 'self'"}}, True, id="a policy without nonce"
        ),
    ],
)
def test_may_be_kept(changed, expected):
    answer = {"status": 200, "headers": {}, "size": 1000} | changed

    assert may_be_kept(**answer) is expected
