"""Claims of prices: so many at so much each."""
