"""What must stay true of the scripts: `python3 -m unittest` in this folder. Trains nothing."""

import tempfile
import unittest
from pathlib import Path

import numpy as np

import passkey
import recipe
from batches import BatchSource
from corpus import tidy
from gguf import write_gguf
from prepare import CORPORA, TOKENIZER_FILE
from pretokenizer import has_number, split_words
from rope import compute_ntk_base, compute_rotation
from tokenizer import learn_merges, read_tokenizer

TOKENIZER = read_tokenizer(TOKENIZER_FILE)
TEXT = (CORPORA / "moby-dick-training.txt").read_text(encoding="utf-8").strip()


class Rope(unittest.TestCase):
    def test_golden_sums_at_scale_four(self) -> None:
        yarn = compute_rotation("yarn:scale=4", 32, 1e4, 256)
        self.assertAlmostEqual(yarn.inverse_frequencies.sum(), 1.975870303, places=8)
        self.assertAlmostEqual(yarn.attention_factor, 1.1386294, places=7)
        self.assertAlmostEqual(compute_ntk_base(32, 1e4, 4), 43872.9992, places=3)

    def test_scale_one_changes_nothing(self) -> None:
        plain = compute_rotation("none", 32, 1e4, 256)
        for name in ("linear", "ntk", "yarn"):
            same = compute_rotation(f"{name}:scale=1", 32, 1e4, 256)
            np.testing.assert_allclose(same.inverse_frequencies, plain.inverse_frequencies)
            self.assertEqual(same.attention_factor, 1.0)


class Tokens(unittest.TestCase):
    def test_text_comes_back(self) -> None:
        for text in (TEXT[:5000], "  two\n\n spaces ", "a1b 23½ “quoted”—naïve 日本"):
            self.assertEqual(TOKENIZER.decode(TOKENIZER.encode(text)), text)

    def test_no_merge_holds_a_digit(self) -> None:
        self.assertFalse([merge for merge in TOKENIZER.merges if has_number("".join(merge))])
        self.assertEqual(len(TOKENIZER.encode(" 12345")), passkey.ANSWER_TOKENS)

    def test_words_are_cut_as_gpt2_cuts_them(self) -> None:
        self.assertEqual(split_words("I'll go\n\nnow  42!"), ["I", "'ll", " go", "\n", "\n", "now", " ", " 42", "!"])

    def test_the_most_frequent_pair_merges_first(self) -> None:
        self.assertEqual(learn_merges("abab abab", 2), [("a", "b"), ("ab", "ab")])


class Passkeys(unittest.TestCase):
    def build(self, tokens: int, depth: float) -> passkey.Passkey:
        sentences = passkey.split_sentences(TEXT)
        return passkey.PasskeyBuilder(TOKENIZER).build(sentences, 7, 54321, depth, tokens, task=passkey.TASK)

    def test_length_is_exact_and_answer_follows(self) -> None:
        for tokens, depth in ((128, 0.0), (256, 0.5), (1024, 1.0)):
            built = self.build(tokens, depth)
            self.assertEqual(len(built.prompt) + passkey.ANSWER_TOKENS, tokens)
            self.assertEqual(TOKENIZER.decode(built.answer), " 54321")
            self.assertEqual(built.answer[-1], TOKENIZER.eos)

    def test_parts_join_without_changing_tokens(self) -> None:
        prompt = self.build(512, 0.4).prompt
        question = len(TOKENIZER.encode("\n" + passkey.QUESTION))
        whole = prompt[1 : -question - 40]  # the filler's cut sentence may encode differently: leave it out
        self.assertEqual(TOKENIZER.encode(TOKENIZER.decode(whole)), whole)
        self.assertIn(f"\n{passkey.write_needle(54321)}\n", TOKENIZER.decode(prompt))


class Batches(unittest.TestCase):
    def test_windows_of_one_block_read_the_same_text(self) -> None:
        source = BatchSource(TOKENIZER, [np.array(TOKENIZER.encode(TEXT[:50_000]))], passkey.split_sentences(TEXT))
        short, long = (source.draw(2, 5, window, block_tokens=1024) for window in (256, 1024))
        self.assertEqual(short.inputs.size, recipe.TOKENS_PER_STEP)
        self.assertEqual(long.inputs.size, recipe.TOKENS_PER_STEP)
        np.testing.assert_array_equal(short.targets[:4].ravel(), long.targets[0])


class Corpus(unittest.TestCase):
    def test_tidy_keeps_paragraphs_and_joins_lines(self) -> None:
        self.assertEqual(tidy("a\nb  c\n \n\nd\n"), "a b c\n\nd")


class Gguf(unittest.TestCase):
    def test_bytes_of_a_tiny_file(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tiny.gguf"
            write_gguf(path, {"n": 7}, {"w": np.arange(6, dtype=np.float32).reshape(2, 3)})
            content = path.read_bytes()
        self.assertEqual(content[:8], b"GGUF\x03\0\0\0")
        self.assertEqual(len(content) % 32, 0)
        np.testing.assert_array_equal(np.frombuffer(content[-32:-8], "<f4"), np.arange(6))


if __name__ == "__main__":
    unittest.main()
