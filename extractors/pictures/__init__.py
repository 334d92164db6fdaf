"""Pages that are pictures: what is one, and with the extra `ocr` its words."""
