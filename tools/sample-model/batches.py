"""Training batches: half plain text, half passkey prompts, 4,096 tokens each, a pure function of (seed, step).

Everything is drawn per *block* of `block_tokens`; a block is then cut into windows. Two runs with the same
seed and block size but other windows therefore read the same text and the same keys in the same order.
"""

from dataclasses import dataclass

import numpy as np

import passkey
import recipe
from tokenizer import Tokenizer

SHORTEST_WINDOW_WITH_TASK = 128  # in shorter windows the prompt's first part would leave no room for filler


@dataclass(frozen=True)
class Batch:
    inputs: np.ndarray  # int64[sequences, window], starts with BOS
    targets: np.ndarray  # int64[sequences, window], inputs moved on by one
    weights: np.ndarray  # float32[sequences, window]


class BatchSource:
    def __init__(self, tokenizer: Tokenizer, texts: list[np.ndarray], sentences: list[str]) -> None:
        """`texts` are token arrays, drawn with equal probability; `sentences` are the fillers of half the prompts."""
        self._tokenizer, self._texts, self._sentences = tokenizer, texts, sentences
        self._builder = passkey.PasskeyBuilder(tokenizer)

    def draw(self, seed: int, step: int, window: int, block_tokens: int) -> Batch:
        blocks = recipe.TOKENS_PER_STEP // block_tokens
        rows: list[tuple[list[int], list[float]]] = []
        for block in range(blocks):
            rng = np.random.default_rng([seed, step, block])
            draw_rows = self._draw_text if block % 2 == 0 else self._draw_passkeys
            rows += draw_rows(rng, window, block_tokens)
        ids = np.array([row for row, _ in rows], dtype=np.int64)
        weights = np.array([weight for _, weight in rows], dtype=np.float32)
        return Batch(ids[:, :-1], ids[:, 1:], weights)

    def _draw_text(self, rng: np.random.Generator, window: int, block_tokens: int):
        text = self._texts[rng.integers(len(self._texts))]
        start = rng.integers(len(text) - block_tokens)
        stretch = text[start : start + block_tokens].reshape(-1, window)
        return [([self._tokenizer.bos, *row], [recipe.TEXT_WEIGHT] * window) for row in stretch.tolist()]

    def _draw_passkeys(self, rng: np.random.Generator, window: int, block_tokens: int):
        sentences = self._sentences if rng.random() < 0.5 else list(passkey.GRASS)
        first = int(rng.integers(len(sentences)))
        task = passkey.TASK if window >= SHORTEST_WINDOW_WITH_TASK else ""
        rows = []
        for _ in range(block_tokens // window):
            key, depth = int(rng.integers(10_000, 100_000)), rng.random()
            built = self._builder.build(sentences, first, key, depth, window, task=task)
            first += built.sentences_used
            rows.append(([*built.prompt, *built.answer], weigh_passkey(built)))
        return rows


def weigh_passkey(built: passkey.Passkey) -> list[float]:
    """Weights of the targets (all tokens but the first): prompt, then space, five digits, EOS."""
    digits = len(built.answer) - 2
    return [
        *[recipe.PROMPT_WEIGHT] * (len(built.prompt) - 1),
        recipe.TEXT_WEIGHT,
        *[recipe.ANSWER_DIGIT_WEIGHT] * digits,
        recipe.TEXT_WEIGHT,
    ]
