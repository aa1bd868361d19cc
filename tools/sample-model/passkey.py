"""Passkey prompts, built in tokens to an exact length (Mohtashami & Jaggi, arXiv 2305.16300; wording of their test).

A prompt is five parts joined by a newline: task, filler, needle, filler, question. The README beside this
file states the rules token by token.
"""

import re
from dataclasses import dataclass

from tokenizer import Tokenizer

TASK = (
    "There is an important info hidden inside a lot of irrelevant text. Find it and memorize them. "
    "I will quiz you about the important information there."
)
GRASS = ("The grass is green.", "The sky is blue.", "The sun is yellow.", "Here we go.", "There and back again.")
QUESTION = "What is the pass key? The pass key is"
ANSWER_TOKENS = 6  # a space and five digits; EOS follows


def write_needle(key: int) -> str:
    return f"The pass key is {key}. Remember it. {key} is the pass key."


def split_sentences(text: str) -> list[str]:
    """Sentences on one line each, without those that hold a digit (they would be false keys)."""
    flat = re.sub(r"\s+", " ", text).strip()
    sentences = re.split(r"(?<=[.!?]) |(?<=[.!?][”’\"')]) ", flat)
    return [sentence for sentence in sentences if not re.search(r"\d", sentence)]


@dataclass(frozen=True)
class Passkey:
    prompt: list[int]  # BOS .. "The pass key is"
    answer: list[int]  # space, five digits, EOS
    depth: float  # the needle's place in the filler, 0 .. 1, after moving it to a sentence boundary
    sentences_used: int


class PasskeyBuilder:
    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._newline = tokenizer.encode("\n")
        self._sentence_cache: dict[str, list[int]] = {}

    def build(self, sentences: list[str], first: int, key: int, depth: float, tokens: int, *, task: str) -> Passkey:
        """A prompt whose tokens, answer included but EOS not, number exactly `tokens`.

        The filler is sentences[first], sentences[first + 1], .. (cyclic); the needle goes to the sentence
        boundary nearest to `depth` of it; its last sentence is cut at a token where the length is reached.
        """
        encode, newline = self._tokenizer.encode, self._newline
        head = [self._tokenizer.bos, *encode(task), *newline] if task else [self._tokenizer.bos]
        needle = [*newline, *encode(write_needle(key)), *newline]
        tail = [*newline, *encode(QUESTION)]
        filler_tokens = tokens - ANSWER_TOKENS - len(head) - len(needle) - len(tail)
        if filler_tokens < 0:
            raise ValueError(f"Passkey prompt too short: {tokens} tokens. Expected {tokens - filler_tokens} or more.")

        prefix, used = self._take_prefix(sentences, first, depth * filler_tokens, filler_tokens)
        suffix: list[int] = []
        while len(prefix) + len(suffix) < filler_tokens:
            suffix += self._encode_sentence(sentences[(first + used) % len(sentences)], spaced=bool(suffix))
            used += 1
        suffix = suffix[: filler_tokens - len(prefix)]
        return Passkey(
            prompt=[*head, *prefix, *needle, *suffix, *tail],
            answer=[*encode(f" {key}"), self._tokenizer.eos],
            depth=len(prefix) / filler_tokens if filler_tokens else 0.0,
            sentences_used=used,
        )

    def _take_prefix(self, sentences: list[str], first: int, wanted: float, limit: int) -> tuple[list[int], int]:
        """Whole sentences whose total is nearest to `wanted` tokens without passing `limit`."""
        prefix: list[int] = []
        used = 0
        while True:
            sentence = self._encode_sentence(sentences[(first + used) % len(sentences)], spaced=bool(prefix))
            longer = len(prefix) + len(sentence)
            if longer > limit or longer - wanted > wanted - len(prefix):
                return prefix, used
            prefix, used = [*prefix, *sentence], used + 1

    def _encode_sentence(self, sentence: str, *, spaced: bool) -> list[int]:
        text = f" {sentence}" if spaced else sentence
        if text not in self._sentence_cache:
            self._sentence_cache[text] = self._tokenizer.encode(text)
        return self._sentence_cache[text]
