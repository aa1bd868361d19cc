"""RoPE extensions as pairs (inverse frequencies, attention factor), in float64.

Symbols: d rotary dimensions, j = 0 .. d/2-1 pairs, b base, L trained context (tokens), s scale >= 1.
Convention: the attention factor multiplies cos AND sin of q and k, so logits scale by its square.
Pairs are adjacent dimensions (2j, 2j+1), as llama.cpp's NORM rope has them.
"""

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Rotation:
    inverse_frequencies: np.ndarray  # float64[d/2], rad/token
    attention_factor: float


def compute_rotation(spec: str, d: int, base: float, trained_context_tokens: int) -> Rotation:
    """Rotation of a spec string: none, linear:scale=s, ntk:scale=s, yarn:scale=s."""
    name, _, argument = spec.partition(":")
    scale = float(argument.removeprefix("scale=")) if argument else 1.0
    if scale < 1:
        raise ValueError(f"Scale too small: {scale}. Expected 1 or more.")
    if name == "none":
        return Rotation(compute_frequencies(d, base), 1.0)
    if name == "linear":
        return Rotation(compute_frequencies(d, base) / scale, 1.0)
    if name == "ntk":
        return Rotation(compute_frequencies(d, compute_ntk_base(d, base, scale)), 1.0)
    if name == "yarn":
        return compute_yarn_rotation(d, base, trained_context_tokens, scale)
    raise ValueError(f"Unknown extension: {spec}. Expected none, linear, ntk or yarn.")


def compute_frequencies(d: int, base: float) -> np.ndarray:
    """theta_j = b^(-2j/d) (RoFormer, arXiv 2104.09864)."""
    return base ** (-2.0 * np.arange(d // 2) / d)


def compute_ntk_base(d: int, base: float, scale: float) -> float:
    """b' = b s^(d/(d-2)): j = 0 stays, the last pair becomes theta/s (YaRN, arXiv 2309.00071, definition 1)."""
    return base * scale ** (d / (d - 2))


def compute_yarn_rotation(d: int, base: float, trained_context_tokens: int, scale: float) -> Rotation:
    """YaRN: a ramp over j from unchanged to interpolated, and a = 0.1 ln s + 1 (arXiv 2309.00071, section 3).

    The ramp's ends are the dimensions that turn betaFast = 32 and betaSlow = 1 times within L;
    at s = 1 the table is the plain one and a = 1.
    """
    theta = compute_frequencies(d, base)
    low = max(0, math.floor(_dimension_of_rotations(32.0, d, base, trained_context_tokens)))
    high = min(d - 1, math.ceil(_dimension_of_rotations(1.0, d, base, trained_context_tokens)))
    ramp = np.clip((np.arange(d // 2) - low) / max(high - low, 0.001), 0.0, 1.0)
    return Rotation(theta * (1 - ramp) + theta / scale * ramp, 0.1 * math.log(scale) + 1.0)


def _dimension_of_rotations(rotations: float, d: int, base: float, trained_context_tokens: int) -> float:
    """The (fractional) j whose pair completes so many rotations within L: solve L b^(-2j/d) / (2 pi) = rotations."""
    return d * math.log(trained_context_tokens / (2 * math.pi * rotations)) / (2 * math.log(base))
