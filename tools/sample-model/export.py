"""Writes a trained checkpoint as a GGUF file that llama.cpp loads, with its training recorded in the metadata.

    export.py <checkpoint.pt> <base | ntk-short | ntk-long | pi | yarn> <out.gguf>
"""

import sys
from pathlib import Path

import numpy as np
import torch

import recipe
from gguf import I32, U64, Value, write_gguf
from prepare import TOKENIZER_FILE
from rope import compute_ntk_base
from tokenizer import Tokenizer, read_tokenizer

NORMAL_TOKEN, CONTROL_TOKEN = I32(1), I32(3)
MOSTLY_F16 = 1

NAMES = {  # ours -> llama.cpp's, inside a block
    "attention_norm.weight": "attn_norm.weight",
    "attention.q.weight": "attn_q.weight",
    "attention.k.weight": "attn_k.weight",
    "attention.v.weight": "attn_v.weight",
    "attention.output.weight": "attn_output.weight",
    "feed_forward_norm.weight": "ffn_norm.weight",
    "feed_forward.gate.weight": "ffn_gate.weight",
    "feed_forward.up.weight": "ffn_up.weight",
    "feed_forward.down.weight": "ffn_down.weight",
}


def main(checkpoint: Path, name: str, out: Path) -> None:
    weights = torch.load(checkpoint)
    metadata = {
        **describe_architecture(sum(array.numel() for array in weights.values())),
        **describe_positions(name),
        **describe_tokenizer(read_tokenizer(TOKENIZER_FILE)),
        **describe_training(name),
    }
    write_gguf(out, metadata, to_tensors(weights))


def to_tensors(weights: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    """Matrices as F16, norms as F32. No output.weight: the embedding is tied."""
    tensors = {"token_embd.weight": weights["embedding.weight"], "output_norm.weight": weights["output_norm.weight"]}
    for layer in range(recipe.LAYERS):
        for ours, theirs in NAMES.items():
            tensors[f"blk.{layer}.{theirs}"] = weights[f"blocks.{layer}.{ours}"]
    return {
        name: array.numpy().astype(np.float16 if array.dim() == 2 else np.float32)
        for name, array in tensors.items()
    }


def describe_architecture(parameters: int) -> dict[str, Value]:
    return {
        "general.architecture": "llama",
        "general.type": "model",
        "general.parameter_count": U64(parameters),
        "general.size_label": f"{parameters / 1e6:.2f}M",
        "general.license": "cc0-1.0",
        "general.file_type": MOSTLY_F16,
        "general.quantization_version": 2,
        "llama.block_count": recipe.LAYERS,
        "llama.embedding_length": recipe.WIDTH,
        "llama.feed_forward_length": recipe.FEED_FORWARD_WIDTH,
        "llama.attention.head_count": recipe.HEADS,
        "llama.attention.head_count_kv": recipe.HEADS,
        "llama.attention.layer_norm_rms_epsilon": recipe.NORM_EPSILON,
        "llama.vocab_size": recipe.VOCABULARY_TOKENS,
        "llama.rope.dimension_count": recipe.HEAD_DIMENSIONS,
    }


def describe_positions(name: str) -> dict[str, Value]:
    """What the file states about positions: NTK models through their base, PI and YaRN as a scaling."""
    scale, trained = recipe.EXTENSION_SCALE, recipe.TRAINED_CONTEXT_TOKENS
    if name == "base":
        return {"llama.context_length": trained, "llama.rope.freq_base": recipe.ROPE_BASE}
    continued = next(model for model in recipe.CONTINUED_MODELS if model.name == name)
    extension = continued.extension.partition(":")[0]
    if extension == "ntk":
        return {
            "llama.context_length": continued.window_tokens,
            "llama.rope.freq_base": compute_ntk_base(recipe.HEAD_DIMENSIONS, recipe.ROPE_BASE, scale),
        }
    return {
        "llama.context_length": int(trained * scale),
        "llama.rope.freq_base": recipe.ROPE_BASE,
        "llama.rope.scaling.type": extension,
        "llama.rope.scaling.factor": scale,
        "llama.rope.scaling.original_context_length": trained,
    }


def describe_tokenizer(tokenizer: Tokenizer) -> dict[str, Value]:
    ordinary = len(tokenizer.tokens) - 2
    return {
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "gpt-2",
        "tokenizer.ggml.tokens": tokenizer.tokens,
        "tokenizer.ggml.token_type": [NORMAL_TOKEN] * ordinary + [CONTROL_TOKEN] * 2,
        "tokenizer.ggml.merges": [f"{a} {b}" for a, b in tokenizer.merges],
        "tokenizer.ggml.bos_token_id": tokenizer.bos,
        "tokenizer.ggml.eos_token_id": tokenizer.eos,
        "tokenizer.ggml.add_bos_token": True,
        "tokenizer.ggml.add_eos_token": False,
    }


def describe_training(name: str) -> dict[str, Value]:
    own = {"general.name": f"Ropewalk sample {name}", "ropewalk.training.model": name}
    if name == "base":
        window = max(window for _, window in recipe.BASE_STAGES)
        return own | {
            "general.description": (
                f"Tiny llama trained by Ropewalk on Moby Dick, State of the Union addresses and passkey prompts, "
                f"in windows of up to {window} tokens."
            ),
            "ropewalk.training.extension": "none",
            "ropewalk.training.window_tokens": window,
            "ropewalk.training.steps": recipe.BASE_STEPS,
            "ropewalk.training.tokens": U64(recipe.BASE_STEPS * recipe.TOKENS_PER_STEP),
            "ropewalk.training.initial_weights_seed": recipe.INITIAL_WEIGHTS_SEED,
            "ropewalk.training.batches_seed": recipe.BASE_BATCHES_SEED,
        }
    continued = next(model for model in recipe.CONTINUED_MODELS if model.name == name)
    tokens = continued.steps * recipe.TOKENS_PER_STEP
    return own | {
        "general.description": (
            f"The Ropewalk sample base model, continued for {tokens} tokens with {continued.extension} "
            f"in windows of {continued.window_tokens} tokens."
        ),
        "ropewalk.training.base_model": "ropewalk-sample-base",
        "ropewalk.training.extension": continued.extension,
        "ropewalk.training.window_tokens": continued.window_tokens,
        "ropewalk.training.steps": continued.steps,
        "ropewalk.training.tokens": U64(tokens),
        "ropewalk.training.batches_seed": recipe.CONTINUED_BATCHES_SEED,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
