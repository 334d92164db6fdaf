"""What is said of a document itself: its head, title, issuer, genre and parts."""
