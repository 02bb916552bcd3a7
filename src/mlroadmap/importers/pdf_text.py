"""The text of a PDF, through pypdf, which comes with the extra `pdf`."""

from __future__ import annotations

import io
import logging

from mlroadmap.core.text import clean
from mlroadmap.importers.raw import SourceError

MISSING = (
    "is a PDF, which needs an extra: pip install 'mlroadmap[pdf]'; or copy its text and "
    "paste it into mlroadmap import -"
)
NO_TEXT = "holds pictures of text and no text; run it through text recognition (OCR) first"
_MOST_PAGES = 200


def read_pdf(content: bytes) -> str:
    """Give the text of a PDF's first pages, line by line.

    Raises SourceError for a file that is no PDF, has a password, or holds no text.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - only an import of a PDF needs it
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError as error:
        raise SourceError(MISSING) from error
    # It warns of every flaw that it mends.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise SourceError("has a password; save a copy without one")
        pages = [page.extract_text() for page in reader.pages[:_MOST_PAGES]]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SourceError(f"is no PDF that can be read: {clean(str(error))}") from error
    text = "\n".join(pages)
    if not text.strip():
        raise SourceError(NO_TEXT)
    return text
