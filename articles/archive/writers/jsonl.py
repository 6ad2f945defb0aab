"""The project's own interchange: one edition on each line, as `edition.schema.json` says."""

import json
from typing import TextIO

from ..records import EditionRecord, to_json

DESCRIPTION = "editions as JSON, one on each line"


def write(edition: EditionRecord, output: TextIO) -> None:
    """Write one edition as one line."""
    output.write(json.dumps(to_json(edition), ensure_ascii=False) + "\n")
