"""The texts: read from the unpacked npm packages, tidied, split into a training and a held-out side."""

import re
from dataclasses import dataclass
from pathlib import Path

HELD_OUT_SHARE = 0.1


@dataclass(frozen=True)
class Corpus:
    moby_training: str
    moby_held_out: str  # the last tenth of the book
    sotu_training: str
    sotu_held_out: str  # the last tenth of the addresses, by date


def read_corpus(packages: Path) -> Corpus:
    """`packages` holds the folders datasets-moby-dick and datasets-sotu of the npm scope @stdlib."""
    moby = packages / "datasets-moby-dick" / "data"
    chapters = sorted(moby.glob("chapter_*.txt"), key=lambda path: int(path.stem.removeprefix("chapter_")))
    book = "\n\n".join(tidy(path.read_text(encoding="utf-8")) for path in [*chapters, moby / "epilogue.txt"])
    paragraphs = book.split("\n\n")
    addresses = [
        tidy(path.read_text(encoding="utf-8"))
        for path in sorted((packages / "datasets-sotu" / "data").glob("*.txt"))
    ]
    return Corpus(*_split(paragraphs), *_split(addresses))


def tidy(text: str) -> str:
    """Paragraphs on one line each, an empty line between them, no other runs of white space."""
    paragraphs = (re.sub(r"\s+", " ", paragraph).strip() for paragraph in re.split(r"\n\s*\n", text))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def take_paragraphs(text: str, characters: int) -> str:
    """The opening of a text: as many whole paragraphs as fit in so many characters."""
    taken, length = [], 0
    for paragraph in text.split("\n\n"):
        length += len(paragraph) + 2
        if length > characters:
            break
        taken.append(paragraph)
    return "\n\n".join(taken)


def _split(pieces: list[str]) -> tuple[str, str]:
    """(training, held out): whole pieces, the held-out side starting where the last tenth of characters starts."""
    limit = (1 - HELD_OUT_SHARE) * sum(map(len, pieces))
    length, first_held_out = 0, 0
    for first_held_out, piece in enumerate(pieces):
        if length >= limit:
            break
        length += len(piece)
    return "\n\n".join(pieces[:first_held_out]), "\n\n".join(pieces[first_held_out:])
