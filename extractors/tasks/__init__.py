"""Tasks and the bodies that carry them: clauses, lists of units, deadlines."""
