"""Pages of PDF and OFD: characters with places → lines, columns, tables."""
