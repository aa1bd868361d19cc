"""A writer of GGUF version 3, little-endian: header, typed key-values, tensor descriptions, aligned tensor bytes.

Format: ggml-org/ggml docs/gguf.md. Dimensions are written fastest-varying first, so a row-major
array [out, in] is described as (in, out).
"""

import struct
from pathlib import Path
from typing import Union

import numpy as np

VERSION = 3
ALIGNMENT = 32
TENSOR_TYPES = {np.dtype("float32"): 0, np.dtype("float16"): 1}

_U32, _I32, _F32, _BOOL, _STRING, _ARRAY, _U64 = 4, 5, 6, 7, 8, 9, 10


class I32(int):
    """An integer to be stored signed; plain ints are stored as u32."""


class U64(int):
    """An integer to be stored as u64."""


Scalar = Union[bool, int, float, str]
Value = Union[Scalar, list]


def write_gguf(path: Path, metadata: dict[str, Value], tensors: dict[str, np.ndarray]) -> None:
    header = struct.pack("<4sIQQ", b"GGUF", VERSION, len(tensors), len(metadata))
    pairs = b"".join(_string(key) + _typed(value) for key, value in metadata.items())
    descriptions, offset = [], 0
    for name, array in tensors.items():
        descriptions.append(
            _string(name)
            + struct.pack("<I", array.ndim)
            + struct.pack(f"<{array.ndim}Q", *reversed(array.shape))
            + struct.pack("<IQ", TENSOR_TYPES[array.dtype], offset)
        )
        offset += _padded(array.nbytes)
    head = header + pairs + b"".join(descriptions)
    with path.open("wb") as file:
        file.write(head.ljust(_padded(len(head)), b"\0"))
        for array in tensors.values():
            file.write(np.ascontiguousarray(array).tobytes().ljust(_padded(array.nbytes), b"\0"))


def _padded(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _string(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("<Q", len(encoded)) + encoded


def _type_of(value: Scalar) -> int:
    for kind, code in ((bool, _BOOL), (I32, _I32), (U64, _U64), (int, _U32), (float, _F32), (str, _STRING)):
        if isinstance(value, kind):
            return code
    raise TypeError(f"No GGUF type for {value!r}. Expected bool, int, float, str or a list of one of them.")


def _payload(value: Scalar) -> bytes:
    if isinstance(value, str):
        return _string(value)
    return struct.pack({_BOOL: "<?", _I32: "<i", _U64: "<Q", _U32: "<I", _F32: "<f"}[_type_of(value)], value)


def _typed(value: Value) -> bytes:
    if not isinstance(value, list):
        return struct.pack("<I", _type_of(value)) + _payload(value)
    head = struct.pack("<IIQ", _ARRAY, _type_of(value[0]), len(value))
    return head + b"".join(map(_payload, value))
