"""planquet's library: bytes of a Chinese document in, records out. Pure: no paths, no clock, no environment."""

from extractors.extract import extract
from extractors.models import Extraction, Unreadable

__all__ = ["Extraction", "Unreadable", "extract"]
