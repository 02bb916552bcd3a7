"""Write the JSON Schema of every document that `--json` prints, a file each.

Run `python docs/document_schemas.py` after a change to mlroadmap/views/schemas.
"""

from __future__ import annotations

import json
from pathlib import Path

from mlroadmap.views.schemas.catalogue import DOCUMENTS, document_schema

TARGET = Path(__file__).parent / "schemas"


def texts() -> dict[str, str]:
    """Spell each schema as it stands in its file, by the file's name."""
    return {
        f"{name}.schema.json": json.dumps(document_schema(name), ensure_ascii=False, indent=1)
        + "\n"
        for name in DOCUMENTS
    }


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for name, text in texts().items():
        (TARGET / name).write_text(text, encoding="utf-8")
    print(f"{len(DOCUMENTS)} schemas are written.")
