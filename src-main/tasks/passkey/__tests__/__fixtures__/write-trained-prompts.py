"""Writes trained-prompts.json: prompts of the builder that the sample models were trained with.

    python3 write-trained-prompts.py        (in this folder)
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[4]
sys.path.insert(0, str(ROOT / "tools" / "sample-model"))

import passkey  # noqa: E402
from tokenizer import read_tokenizer  # noqa: E402

tokenizer = read_tokenizer(ROOT / "tools" / "sample-model" / "tokenizer.json")
builder = passkey.PasskeyBuilder(tokenizer)
book = passkey.split_sentences((ROOT / "resources" / "corpora" / "moby-dick-heldout.txt").read_text(encoding="utf-8"))
cases = []
for filler, sentences in (("grass", list(passkey.GRASS)), ("book", book)):
    for first, key, depth, tokens in ((0, 10000, 0.0, 81), (3, 67890, 0.25, 256), (4, 54321, 0.5, 300), (2, 99999, 1.0, 256)):
        built = builder.build(sentences, first, key, depth, tokens, task=passkey.TASK)
        cases.append(
            {
                "filler": filler,
                "first": first,
                "key": key,
                "depthPercent": 100 * depth,
                "tokens": tokens,
                "prompt": built.prompt,
                "answer": built.answer[:-1],
            }
        )
(HERE / "trained-prompts.json").write_text(
    "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n", encoding="utf-8"
)
