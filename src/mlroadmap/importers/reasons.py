"""Why things are left out, where it is the source that says so."""

from __future__ import annotations

from mlroadmap.importers.raw import SKIPPED

ABOUT = "about the document, not the subject"
BESIDE = "beside the curriculum"
STRUCK = "struck through"
CONTENTS = "a table of contents"
ARCHIVED = "archived"
TRANSLATIONS = "translations of the document"
AROUND = "a label around boxes"
NO_WORDS = "no words for a title"

# Nothing that anybody would study is lost with these, as the source itself says.
EXPECTED = frozenset(
    {SKIPPED, STRUCK, CONTENTS, ARCHIVED, TRANSLATIONS, AROUND, BESIDE, NO_WORDS}
)
