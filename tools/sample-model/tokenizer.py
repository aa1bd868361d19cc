"""A byte-level BPE tokenizer in GPT-2's form, learned here. No merge contains a digit, so digits are single tokens.

Ids: 256 bytes in GPT-2's order, then one token per merge, then BOS and EOS.
"""

import json
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path

import recipe
from pretokenizer import has_number, split_words

Pair = tuple[str, str]


def make_byte_alphabet() -> dict[int, str]:
    """GPT-2's printable stand-in for each byte: itself where printable, else the next code point from 256 on."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + n) for n, byte in enumerate(others)}


ALPHABET = make_byte_alphabet()
BYTES = {symbol: byte for byte, symbol in ALPHABET.items()}


class Tokenizer:
    def __init__(self, merges: list[Pair]) -> None:
        self.merges = merges
        self.tokens = [*ALPHABET.values(), *(a + b for a, b in merges), recipe.BOS_TEXT, recipe.EOS_TEXT]
        self.bos, self.eos = len(self.tokens) - 2, len(self.tokens) - 1
        self._ids = {token: id_ for id_, token in enumerate(self.tokens)}
        self._ranks = {pair: rank for rank, pair in enumerate(merges)}
        self._encode_word = lru_cache(maxsize=1 << 17)(self._merge_word)

    def encode(self, text: str) -> list[int]:
        """Token ids of the text, without BOS."""
        return [id_ for word in split_words(text) for id_ in self._encode_word(word)]

    def decode(self, ids: list[int]) -> str:
        symbols = "".join(self.tokens[id_] for id_ in ids if id_ < self.bos)
        return bytes(BYTES[symbol] for symbol in symbols).decode("utf-8", errors="replace")

    def _merge_word(self, word: str) -> tuple[int, ...]:
        symbols = to_symbols(word)
        while len(symbols) > 1:
            pair = min(zip(symbols, symbols[1:]), key=lambda p: self._ranks.get(p, len(self._ranks)))
            if pair not in self._ranks:
                break
            symbols = join_pair(symbols, pair)
        return tuple(self._ids[symbol] for symbol in symbols)

    def write(self, path: Path) -> None:
        path.write_text(json.dumps([f"{a} {b}" for a, b in self.merges], ensure_ascii=False, indent=0) + "\n")


def read_tokenizer(path: Path) -> Tokenizer:
    return Tokenizer([tuple(line.split(" ")) for line in json.loads(path.read_text())])


def to_symbols(word: str) -> tuple[str, ...]:
    return tuple(ALPHABET[byte] for byte in word.encode())


def join_pair(symbols: tuple[str, ...], pair: Pair) -> tuple[str, ...]:
    joined, i = [], 0
    while i < len(symbols):
        if symbols[i : i + 2] == pair:
            joined.append(symbols[i] + symbols[i + 1])
            i += 2
        else:
            joined.append(symbols[i])
            i += 1
    return tuple(joined)


def learn_merges(text: str, merges_wanted: int) -> list[Pair]:
    """The most frequent pair becomes a token, again and again; ties go to the pair that sorts first."""
    words = Counter(word for word in split_words(text) if not has_number(word))
    spelled = {n: (to_symbols(word), count) for n, (word, count) in enumerate(sorted(words.items()))}
    counts: Counter[Pair] = Counter()
    holders: dict[Pair, set[int]] = defaultdict(set)
    for n, (symbols, count) in spelled.items():
        for pair in zip(symbols, symbols[1:]):
            counts[pair] += count
            holders[pair].add(n)
    merges: list[Pair] = []
    while len(merges) < merges_wanted:
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        merges.append(best)
        for n in list(holders[best]):
            symbols, count = spelled[n]
            for pair in zip(symbols, symbols[1:]):
                counts[pair] -= count
                holders[pair].discard(n)
            symbols = join_pair(symbols, best)
            spelled[n] = (symbols, count)
            for pair in zip(symbols, symbols[1:]):
                counts[pair] += count
                holders[pair].add(n)
        del counts[best]
    return merges
