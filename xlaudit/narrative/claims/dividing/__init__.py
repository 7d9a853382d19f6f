"""Claims of rates, shares and averages: one amount divided by another."""
