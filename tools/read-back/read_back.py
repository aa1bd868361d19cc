"""Reads a .ropewalk file with nothing of Ropewalk: zipfile, numpy for tensors, a reader of Parquet where one is installed.

usage: read_back.py RESULT.ropewalk        prints JSON: what was found, and which reader of tables was used

Without pandas, Polars, pyarrow or DuckDB the tables are read at the level of bytes: magic, footer, and the row count and
column names of the Thrift compact metadata (parquet-format, FileMetaData).
"""

import hashlib
import importlib.util
import io
import json
import sys
import zipfile

import numpy

TYPES = {"f32": "<f4", "f64": "<f8", "i32": "<i4", "f16": "<f2", "u8": "u1"}


def main(path):
    with zipfile.ZipFile(path) as experiment:
        manifest = json.loads(experiment.read("manifest.json"))
        for name, part in manifest["parts"].items():
            content = experiment.read(name)
            assert hashlib.sha256(content).hexdigest() == part["sha256"], name
            assert len(content) == part["bytes"], name
        cells = [json.loads(line) for line in experiment.read("cells.ndjson").splitlines()]
        means = [mean_of_heads(experiment, index, cell) for index, cell in enumerate(cells)]
        reader, tables = read_tables(experiment)
    print(json.dumps({"cells": len(cells), "meanEntropyNats": means, "reader": reader, "tables": tables}))


def mean_of_heads(experiment, index, cell):
    """The mean over layers and heads of the tensor meanEntropyNats; None for a failed cell."""
    if cell["status"] == "failed":
        return None
    data = experiment.read(f"attention/{index:06d}.bin")
    tensors = {
        t["name"]: numpy.frombuffer(data[t["offset"] : t["offset"] + t["bytes"]], TYPES[t["dtype"]]).reshape(t["shape"])
        for t in cell["tensors"]
    }
    return float(tensors["meanEntropyNats"].mean())


def read_tables(experiment):
    names = ["cells", "distance", "heads", "positions"]
    content = {name: experiment.read(f"tables/{name}.parquet") for name in names}
    for library, read in READERS:
        if importlib.util.find_spec(library):
            return library, {name: read(content[name]) for name in names}
    return "bytes", {name: read_footer(content[name]) for name in names}


def with_pandas(content):
    import pandas

    frame = pandas.read_parquet(io.BytesIO(content))
    return {"rows": len(frame), "columns": list(frame.columns)}


def with_polars(content):
    import polars

    frame = polars.read_parquet(io.BytesIO(content))
    return {"rows": frame.height, "columns": frame.columns}


def with_pyarrow(content):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(io.BytesIO(content))
    return {"rows": table.num_rows, "columns": table.column_names}


def with_duckdb(content):
    import tempfile

    import duckdb

    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(content)
        file.flush()
        result = duckdb.sql(f"SELECT * FROM '{file.name}'")
        return {"rows": len(result.fetchall()), "columns": result.columns}


# pandas needs pyarrow (or fastparquet) for Parquet.
READERS = [("duckdb", with_duckdb), ("pyarrow", with_pyarrow), ("polars", with_polars), ("pandas", with_pandas)]


def read_footer(content):
    assert content[:4] == b"PAR1" and content[-4:] == b"PAR1"
    length = int.from_bytes(content[-8:-4], "little")
    fields = Compact(content[-8 - length : -8]).struct()
    columns = [element[4].decode() for element in fields[2] if 1 in element]
    return {"rows": fields[3], "columns": columns}


class Compact:
    """Thrift compact protocol, as much of it as Parquet's metadata uses: a struct is a dictionary by field id."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def varint(self):
        value, shift = 0, 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def integer(self):
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def take(self, count):
        self.at += count
        return self.data[self.at - count : self.at]

    def struct(self):
        fields, number = {}, 0
        while (head := self.byte()) != 0:
            number = number + (head >> 4) if head >> 4 else self.integer()
            kind = head & 15
            fields[number] = kind == 1 if kind in (1, 2) else self.value(kind)
        return fields

    def value(self, kind):
        if kind in (1, 2):
            return self.byte() == 1
        if kind == 3:
            return self.byte()
        if kind in (4, 5, 6):
            return self.integer()
        if kind == 7:
            return self.take(8)
        if kind == 8:
            return self.take(self.varint())
        if kind in (9, 10):
            head = self.byte()
            count = self.varint() if head >> 4 == 15 else head >> 4
            return [self.value(head & 15) for _ in range(count)]
        if kind == 12:
            return self.struct()
        raise ValueError(f"thrift type {kind}")


main(sys.argv[1])
