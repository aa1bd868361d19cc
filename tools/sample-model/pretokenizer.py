"""GPT-2's pre-tokenizer: cuts text into the words within which merges may happen.

The pattern is GPT-2's `'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+`
(llama.cpp: pre-tokenizer `gpt-2`). Python's `re` has no \\p{..}, so the two classes are written out.
"""

import re
import unicodedata


def split_words(text: str) -> list[str]:
    return _WORD.findall(text)


def has_number(word: str) -> bool:
    return any(unicodedata.category(character).startswith("N") for character in word)


def _write_class(category: str) -> str:
    """All code points of one Unicode category letter as ranges for a character class."""
    ranges, start, previous = [], None, None
    for code in (c for c in range(0x20000) if unicodedata.category(chr(c)).startswith(category)):
        if previous is None or code != previous + 1:
            if start is not None:
                ranges.append((start, previous))
            start = code
        previous = code
    ranges.append((start, previous))
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


_LETTERS, _NUMBERS = _write_class("L"), _write_class("N")
_WORD = re.compile(
    f"'s|'t|'re|'ve|'m|'ll|'d| ?[{_LETTERS}]+| ?[{_NUMBERS}]+"
    f"| ?[^\\s{_LETTERS}{_NUMBERS}]+|\\s+(?!\\S)|\\s+"
)
