"""Claims that parts make a whole: lists, totals, numbered rows, balances and counts."""
