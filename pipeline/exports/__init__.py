"""The published tables in the formats of other programs: CSV, XLSX, Stata, SQLite, DuckDB. See docs/loading.md."""

from pipeline.exports.source import ExportError
from pipeline.exports.write import FORMATS, Exported, Format, export, format_of

__all__ = ["FORMATS", "ExportError", "Exported", "Format", "export", "format_of"]
