"""How bytes become text: charsets, and the byte patterns that damage is told by."""
