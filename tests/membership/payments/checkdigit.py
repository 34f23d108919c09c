"""Seven-digit references for tests of matching alone: six digits and one that checks them."""

_TABLE = [
    *([0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9]),
    *([1, 7, 5, 0, 9, 8, 3, 4, 2, 6], [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1]),
    *([5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7], [9, 4, 3, 8, 6, 1, 7, 2, 0, 5]),
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
]


def _check(digits: str) -> int:
    state = 0
    for digit in digits:
        state = _TABLE[state][int(digit)]
    return state


def reference(number: int) -> str:
    """The reference of a number."""
    digits = f"{number:06d}"
    return f"{digits}{_check(digits)}"


def is_reference(typed: str) -> bool:
    """Whether seven digits check."""
    return len(typed) == 7 and typed.isdecimal() and _check(typed) == 0
