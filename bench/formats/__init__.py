"""How near the rows from every format come to those of the same plan as text, and how fast readers are."""
