"""How right the tables are: against documents with known truth, in all and for each phenomenon."""
