"""One module for each kind of record: what a document says, as rows are made of it."""
