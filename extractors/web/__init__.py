"""Web pages: the tree, its main content, its tables and links."""
