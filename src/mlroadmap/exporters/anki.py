"""Cards as a text file that Anki imports: a header, then a line of values a card."""

from __future__ import annotations

import csv
from io import StringIO

from mlroadmap.core.text import clean
from mlroadmap.exporters.export_input import ExportInput


def to_anki(export_input: ExportInput) -> str:
    """Write the cards of what was learned, and the learner's own.

    Anki knows a card again by the first column, so that importing a later export changes
    cards and doubles none. No line of a card begins like one of the header.
    """
    deck = clean(export_input.roadmap.title)
    text = StringIO(newline="")
    text.write("#separator:comma\n#html:false\n#notetype:Basic\n")
    text.write(f"#deck:{deck}\n#guid column:1\n#tags column:4\n")
    writer = csv.writer(text, lineterminator="\n")
    for card in export_input.cards:
        guid = f"mlroadmap/{card.key}"
        writer.writerow([guid, clean(card.question), clean(card.answer), card.topic])
    return text.getvalue()
