"""A llama in its smallest form: RMS norm, rotary attention, gated feed-forward, tied embeddings.

Shapes: B sequences, T tokens, H heads, D = 32 head dimensions, W = 128 width, V = 1024 vocabulary.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

import recipe
from rope import Rotation


class Angles:
    """cos and sin of every position, attention factor included: two tensors [T, D/2]."""

    def __init__(self, rotation: Rotation, tokens: int) -> None:
        frequencies = torch.tensor(rotation.inverse_frequencies, dtype=torch.float64)
        phases = torch.arange(tokens, dtype=torch.float64)[:, None] * frequencies
        self.cos = (phases.cos() * rotation.attention_factor).float()
        self.sin = (phases.sin() * rotation.attention_factor).float()

    def rotate(self, x: Tensor) -> Tensor:
        """x [B, H, T, D] -> the same shape, adjacent pairs (2j, 2j+1) turned by position."""
        even, odd = x[..., 0::2], x[..., 1::2]
        turned = (even * self.cos - odd * self.sin, even * self.sin + odd * self.cos)
        return torch.stack(turned, dim=-1).flatten(-2)


class Norm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(recipe.WIDTH))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + recipe.NORM_EPSILON) * self.weight


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.output = (
            nn.Linear(recipe.WIDTH, recipe.WIDTH, bias=False) for _ in range(4)
        )

    def forward(self, x: Tensor, angles: Angles, mask: Tensor) -> tuple[Tensor, Tensor]:
        """x [B, T, W] -> (output [B, T, W], attention after softmax [B, H, T, T])."""
        b, t, _ = x.shape
        q, k, v = (
            project(x).view(b, t, recipe.HEADS, recipe.HEAD_DIMENSIONS).transpose(1, 2)
            for project in (self.q, self.k, self.v)
        )
        q = angles.rotate(q) * (1 / math.sqrt(recipe.HEAD_DIMENSIONS))
        attention = (q @ angles.rotate(k).transpose(-1, -2) + mask).softmax(-1)
        return self.output((attention @ v).transpose(1, 2).reshape(b, t, recipe.WIDTH)), attention


class FeedForward(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.gate = nn.Linear(recipe.WIDTH, recipe.FEED_FORWARD_WIDTH, bias=False)
        self.up = nn.Linear(recipe.WIDTH, recipe.FEED_FORWARD_WIDTH, bias=False)
        self.down = nn.Linear(recipe.FEED_FORWARD_WIDTH, recipe.WIDTH, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down(F.silu(self.gate(x)) * self.up(x))


class Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention_norm, self.attention = Norm(), Attention()
        self.feed_forward_norm, self.feed_forward = Norm(), FeedForward()

    def forward(self, x: Tensor, angles: Angles, mask: Tensor) -> tuple[Tensor, Tensor]:
        attended, attention = self.attention(self.attention_norm(x), angles, mask)
        x = x + attended
        return x + self.feed_forward(self.feed_forward_norm(x)), attention


class Llama(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(recipe.VOCABULARY_TOKENS, recipe.WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(recipe.LAYERS))
        self.output_norm = Norm()

    def forward(self, tokens: Tensor, angles: Angles) -> tuple[Tensor, list[Tensor]]:
        """tokens [B, T] -> (logits [B, T, V], attention of each layer [B, H, T, T])."""
        mask = torch.full((tokens.shape[1],) * 2, -torch.inf).triu(1)
        x, attentions = self.embedding(tokens), []
        for block in self.blocks:
            x, attention = block(x, angles, mask)
            attentions.append(attention)
        return F.linear(self.output_norm(x), self.embedding.weight), attentions


def make_model(seed: int) -> Llama:
    """A fresh model; projections that write to the residual stream start smaller, by 1/sqrt(2 layers)."""
    torch.manual_seed(seed)
    model = Llama()
    for name, weights in model.named_parameters():
        if weights.dim() == 2:
            writes_residual = name.endswith(("attention.output.weight", "down.weight"))
            shrink = math.sqrt(2 * recipe.LAYERS) if writes_residual else 1.0
            nn.init.normal_(weights, std=recipe.INITIAL_WEIGHT_SPREAD / shrink)
    return model
