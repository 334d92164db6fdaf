"""Review pages: each document's text beside its rows, as static HTML that works from a folder. See docs/review.md."""
