"""Makes what training needs from the npm packages: the tokenizer, token arrays, and the excerpts that ship.

    prepare.py <folder of unpacked packages> <work folder>
"""

import sys
from pathlib import Path

import numpy as np

import passkey
import recipe
from corpus import Corpus, read_corpus, take_paragraphs
from tokenizer import Tokenizer, learn_merges

HERE = Path(__file__).parent
TOKENIZER_FILE = HERE / "tokenizer.json"
CORPORA = HERE.parent.parent / "resources" / "corpora"
TEMPLATE_REPEATS = 400  # so that the words of the passkey prompt become tokens
SOTU_SAMPLE_EVERY = 8  # one paragraph or address of so many joins the tokenizer's text


def main(packages: Path, work: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(packages)
    write_excerpts(corpus)
    merges = learn_merges(gather_tokenizer_text(corpus), recipe.VOCABULARY_TOKENS - 256 - 2)
    tokenizer = Tokenizer(merges)
    tokenizer.write(TOKENIZER_FILE)
    for name in ("moby_training", "moby_held_out", "sotu_training"):
        text = getattr(corpus, name)
        ids = np.array(tokenizer.encode(text), dtype=np.uint16)
        np.save(work / f"{name}.npy", ids)
        print(f"{name}: {len(text)} characters, {len(ids)} tokens")


def gather_tokenizer_text(corpus: Corpus) -> str:
    """The training side of the book, a sample of the addresses, and the passkey wording many times over."""
    template = "\n".join([passkey.TASK, " ".join(passkey.GRASS), passkey.write_needle(0), passkey.QUESTION])
    sample = corpus.sotu_training.split("\n\n")[::SOTU_SAMPLE_EVERY]
    return "\n".join([corpus.moby_training, *sample, *[template] * TEMPLATE_REPEATS])


def write_excerpts(corpus: Corpus) -> None:
    excerpts = {
        "moby-dick-heldout.txt": corpus.moby_held_out,
        "moby-dick-training.txt": take_paragraphs(corpus.moby_training, 300_000),
        "sotu-excerpt.txt": corpus.sotu_held_out[:120_000].rsplit(". ", 1)[0] + ".",
    }
    for name, text in excerpts.items():
        (CORPORA / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
