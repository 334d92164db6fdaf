"""Tables in plain text: cells parted by gaps, or each on a line of its own."""
