"""A named trade: the Sudachi dictionary, loaded once for everybody who cuts Japanese text. Knows no Django."""

import threading
from functools import cache
from importlib import import_module
from typing import Any

_own = threading.local()


@cache
def dictionary() -> Any:
    """The dictionary of this process; raises ImportError where Sudachi is not installed."""
    return import_module("sudachipy").Dictionary(dict="core")


def cutter(mode: str) -> Any:
    """This thread's own tokenizer for a mode (A short words, C long ones): threads share the dictionary, not the cutter."""
    if not hasattr(_own, mode):
        sudachi = import_module("sudachipy")
        setattr(_own, mode, dictionary().tokenizer(mode=getattr(sudachi.SplitMode, mode)))
    return getattr(_own, mode)
