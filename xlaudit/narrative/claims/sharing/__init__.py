"""Claims of shares: …万元，占…%, wherever the part and the whole stand."""
