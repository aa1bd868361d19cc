"""Trains the base model, or continues it with an extension. One thread, fixed seeds, a log line every ten steps.

    train.py <work folder> base
    train.py <work folder> ntk-short | ntk-long | pi | yarn
"""

import json
import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import numpy as np
import torch
from torch.nn import functional as F

import recipe
from batches import Batch, BatchSource
from model import Angles, Llama, make_model
from passkey import split_sentences
from prepare import TOKENIZER_FILE
from rope import compute_rotation
from tokenizer import read_tokenizer

LOGS = Path(__file__).parent / "logs"
LOG_EVERY_STEPS = 10
CHECKPOINT_EVERY_STEPS = 100


@dataclass(frozen=True)
class Step:
    number: int
    window: int
    learning_rate: float
    block_tokens: int
    seed: int


def plan_base() -> Iterator[Step]:
    windows = [w for share, w in recipe.BASE_STAGES for _ in range(round(share * recipe.BASE_STEPS))]
    for number, window in enumerate(windows):
        rate = compute_learning_rate(number, len(windows), recipe.BASE_LEARNING_RATE, recipe.WARM_UP_STEPS)
        yield Step(number, window, rate, block_tokens=window, seed=recipe.BASE_BATCHES_SEED)


def plan_continued(model: recipe.ContinuedModel) -> Iterator[Step]:
    """Blocks of the longest window, whatever the window: the same text and keys for every continued model."""
    longest = max(other.window_tokens for other in recipe.CONTINUED_MODELS)
    for number in range(model.steps):
        rate = compute_learning_rate(
            number, model.steps, recipe.CONTINUED_LEARNING_RATE, recipe.CONTINUED_WARM_UP_STEPS
        )
        yield Step(number, model.window_tokens, rate, block_tokens=longest, seed=recipe.CONTINUED_BATCHES_SEED)


def compute_learning_rate(step: int, steps: int, peak: float, warm_up_steps: int) -> float:
    """Linear warm-up, then a cosine from the peak to a tenth of it."""
    if step < warm_up_steps:
        return peak * (step + 1) / warm_up_steps
    share = (step - warm_up_steps) / max(1, steps - warm_up_steps)
    floor = recipe.FINAL_LEARNING_RATE_SHARE
    return peak * (floor + (1 - floor) * (1 + math.cos(math.pi * share)) / 2)


def train(model: Llama, extension: str, plan: Iterator[Step], source: BatchSource, name: str, work: Path) -> None:
    optimiser = make_optimiser(model)
    rotation = compute_rotation(
        extension, recipe.HEAD_DIMENSIONS, recipe.ROPE_BASE, recipe.TRAINED_CONTEXT_TOKENS
    )
    started, angles = time.monotonic(), {}
    with (LOGS / f"{name}.jsonl").open("w") as log:
        for step in plan:
            angles.setdefault(step.window, Angles(rotation, step.window))
            batch = source.draw(step.seed, step.number, step.window, step.block_tokens)
            for group in optimiser.param_groups:
                group["lr"] = step.learning_rate
            logits, _ = model(torch.from_numpy(batch.inputs.copy()), angles[step.window])
            losses = F.cross_entropy(
                logits.flatten(0, 1), torch.from_numpy(batch.targets.flatten()), reduction="none"
            )
            weights = torch.from_numpy(batch.weights.flatten())
            loss = (losses * weights).sum() / weights.sum()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.GRADIENT_NORM_LIMIT)
            optimiser.step()
            if (step.number + 1) % LOG_EVERY_STEPS == 0:
                record = summarise(step, batch, logits, losses, loss) | {
                    "seconds": round(time.monotonic() - started, 1)
                }
                log.write(json.dumps(record) + "\n")
                log.flush()
            if (step.number + 1) % CHECKPOINT_EVERY_STEPS == 0:
                save(model, work / f"{name}.pt")
    save(model, work / f"{name}.pt")


def make_optimiser(model: Llama) -> torch.optim.Optimizer:
    """AdamW; weight decay on matrices only."""
    matrices = [p for p in model.parameters() if p.dim() == 2]
    gains = [p for p in model.parameters() if p.dim() == 1]
    groups = [{"params": matrices, "weight_decay": recipe.WEIGHT_DECAY}, {"params": gains, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=0.0, betas=recipe.BETAS)


def summarise(step: Step, batch: Batch, logits: torch.Tensor, losses: torch.Tensor, loss: torch.Tensor) -> dict:
    is_digit = torch.from_numpy(batch.weights.flatten() == recipe.ANSWER_DIGIT_WEIGHT)
    is_prompt = batch.weights == np.float32(recipe.PROMPT_WEIGHT)
    is_text = torch.from_numpy((~is_prompt.any(1, keepdims=True) & np.ones_like(is_prompt)).flatten())
    right = logits.detach().flatten(0, 1).argmax(-1) == torch.from_numpy(batch.targets.flatten())
    return {
        "step": step.number + 1,
        "window": step.window,
        "learningRate": round(step.learning_rate, 8),
        "loss": round(loss.item(), 4),
        "textLossNats": round(losses.detach()[is_text].mean().item(), 4),
        "answerDigitAccuracy": round(right[is_digit].float().mean().item(), 4),
    }


def save(model: Llama, path: Path) -> None:
    partial = path.with_suffix(".partial")
    torch.save(model.state_dict(), partial)
    partial.replace(path)


def read_source(work: Path) -> BatchSource:
    """Training texts as token arrays; fillers are sentences of the training side of the book."""
    tokenizer = read_tokenizer(TOKENIZER_FILE)
    texts = [np.load(work / f"{name}.npy").astype(np.int64) for name in ("moby_training", "sotu_training")]
    return BatchSource(tokenizer, texts, split_sentences(tokenizer.decode(texts[0].tolist())))


def main(work: Path, name: str) -> None:
    torch.set_num_threads(1)
    source = read_source(work)
    if name == "base":
        train(make_model(recipe.INITIAL_WEIGHTS_SEED), "none", plan_base(), source, name, work)
        return
    continued = next(model for model in recipe.CONTINUED_MODELS if model.name == name)
    model = Llama()
    model.load_state_dict(torch.load(work / "base.pt"))
    train(model, continued.extension, plan_continued(continued), source, name, work)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
