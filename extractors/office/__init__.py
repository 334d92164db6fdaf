"""Files of Word and of sheets: packages, binary files, tables in rows."""
