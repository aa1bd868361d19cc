"""Measures the sample models: passkey accuracy, perplexity of unseen text, entropy of the last query.

    evaluate.py <work folder>

Weights are rounded to F16 first, as the GGUF files hold them. Everything is greedy and in float32.
Entropy is in nats, the mean over layers and heads of the last query's row: `prompt` is the query that
predicts the answer of a passkey prompt, `text` the last token of a window of text. A prompt passes when the
greedy answer is the space, all five digits and EOS; answer digits are counted one by one, given those before.
"""

import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import passkey
import recipe
from model import Angles, Llama
from prepare import TOKENIZER_FILE
from rope import compute_rotation
from tokenizer import Tokenizer, read_tokenizer

OUT = Path(__file__).parent / "logs" / "evaluation.json"
LENGTHS = (256, 512, 1024, 2048)
PROMPTS = 40
DIGITS = passkey.ANSWER_TOKENS - 1
WINDOWS = 4


@dataclass(frozen=True)
class Subject:
    """A model read with an extension; "auto" stands for length / 256."""

    model: str
    extension: str


AUTO_SCALE = [Subject("base", name) for name in ("none", "linear:scale=auto", "ntk:scale=auto", "yarn:scale=auto")]
FIXED_SCALE = [
    *[Subject("base", f"{name}:scale=8") for name in ("linear", "ntk", "yarn")],
    *[Subject(model.name, model.extension) for model in recipe.CONTINUED_MODELS],
]


class Bench:
    """The prompts and windows every subject reads, drawn once."""

    def __init__(self, tokenizer: Tokenizer, held_out: np.ndarray) -> None:
        self._tokenizer, self._held_out = tokenizer, held_out
        self._sentences = passkey.split_sentences(tokenizer.decode(held_out.tolist()))
        self._builder = passkey.PasskeyBuilder(tokenizer)

    def draw_passkeys(self, tokens: int) -> list[passkey.Passkey]:
        """Grass and text fillers in turn, each at depths spread evenly over 0 .. 1."""
        rng = np.random.default_rng([recipe.EVALUATION_SEED, tokens])
        prompts, depths = [], PROMPTS // 2
        for n in range(PROMPTS):
            sentences = list(passkey.GRASS) if n % 2 == 0 else self._sentences
            first, key = int(rng.integers(len(sentences))), int(rng.integers(10_000, 100_000))
            depth = (n // 2 + 0.5) / depths
            prompts.append(self._builder.build(sentences, first, key, depth, tokens, task=passkey.TASK))
        return prompts

    def draw_windows(self, tokens: int) -> list[list[int]]:
        """BOS and `tokens` tokens of held-out text, from starting points that do not depend on the length."""
        starts = [n * len(self._held_out) // WINDOWS for n in range(WINDOWS)]
        return [[self._tokenizer.bos, *self._held_out[s : s + tokens].tolist()] for s in starts]


@torch.no_grad()
def measure(model: Llama, extension: str, tokens: int, bench: Bench) -> dict:
    rotation = compute_rotation(
        extension, recipe.HEAD_DIMENSIONS, recipe.ROPE_BASE, recipe.TRAINED_CONTEXT_TOKENS
    )
    angles = Angles(rotation, tokens)
    passed, right_digits, prompt_entropies = 0, 0, []
    for prompt in bench.draw_passkeys(tokens):
        ids = torch.tensor([[*prompt.prompt, *prompt.answer]])
        logits, attentions = model(ids[:, :-1], angles)
        answer_from = len(prompt.prompt) - 1
        right = logits[0, answer_from:].argmax(-1) == ids[0, answer_from + 1 :]  # space, digits, EOS
        passed += bool(right.all())
        right_digits += int(right[1:-1].sum())
        prompt_entropies.append(compute_mean_entropy(attentions, answer_from))
    losses, text_entropies = [], []
    for window in bench.draw_windows(tokens):
        ids = torch.tensor([window])
        logits, attentions = model(ids[:, :-1], angles)
        losses.append(F.cross_entropy(logits[0], ids[0, 1:]).item())
        text_entropies.append(compute_mean_entropy(attentions, tokens - 1))
    return {
        "passkeyPassed": passed,
        "passkeyPrompts": PROMPTS,
        "passkeyAccuracy": round(passed / PROMPTS, 4),
        "answerDigitAccuracy": round(right_digits / (PROMPTS * DIGITS), 4),
        "passkeyWilson95": [round(bound, 4) for bound in compute_wilson_interval(passed, PROMPTS)],
        "perplexity": round(math.exp(sum(losses) / WINDOWS), 3),
        "perplexityWindows": [round(math.exp(loss), 3) for loss in losses],
        "promptEntropyNats": round(float(np.mean(prompt_entropies)), 4),
        "textEntropyNats": round(float(np.mean(text_entropies)), 4),
    }


def compute_mean_entropy(attentions: list[torch.Tensor], query: int) -> float:
    """Mean over layers and heads of -sum p ln p of one query's row, in nats; 0 .. ln(query + 1)."""
    rows = torch.stack([attention[0, :, query, : query + 1] for attention in attentions]).double()
    return torch.special.entr(rows).sum(-1).mean().item()


def compute_wilson_interval(passed: int, n: int) -> tuple[float, float]:
    """95 % Wilson score interval of a proportion."""
    z = 1.959964
    centre = (passed + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(passed * (n - passed) / n + z * z / 4)
    return max(0.0, centre - half), min(1.0, centre + half)


def read_model(path: Path) -> Llama:
    model = Llama()
    weights = torch.load(path)
    model.load_state_dict({k: w.half().float() if w.dim() == 2 else w for k, w in weights.items()})
    return model


def main(work: Path) -> None:
    torch.set_num_threads(1)
    bench = Bench(read_tokenizer(TOKENIZER_FILE), np.load(work / "moby_held_out.npy").astype(np.int64))
    cells = []
    for subject in [*AUTO_SCALE, *FIXED_SCALE]:
        path = work / f"{subject.model}.pt"
        if not path.exists():
            print(f"left out: {subject.model} (not trained yet)")
            continue
        model = read_model(path)
        for tokens in LENGTHS:
            extension = subject.extension.replace("auto", f"{tokens // recipe.TRAINED_CONTEXT_TOKENS}")
            cell = {"model": subject.model, "extension": extension, "tokens": tokens}
            cell |= measure(model, extension, tokens, bench)
            cell["scalePolicy"] = "auto" if "auto" in subject.extension else "fixed"
            cells.append(cell)
            print(json.dumps(cell), flush=True)
    OUT.write_text(describe(cells))


def describe(cells: list[dict]) -> str:
    lines = ",\n    ".join(json.dumps(cell) for cell in cells)
    head = {"seed": recipe.EVALUATION_SEED, "dtype": "F16 weights, float32 arithmetic", "entropy": "nats"}
    return json.dumps(head, indent=2).rstrip("\n}") + f',\n  "cells": [\n    {lines}\n  ]\n}}\n'


if __name__ == "__main__":
    main(Path(sys.argv[1]))
