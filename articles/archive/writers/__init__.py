"""The formats that archives are written in, one module each."""

from types import ModuleType

from . import jsonl

WRITERS: dict[str, ModuleType] = {"jsonl": jsonl}
