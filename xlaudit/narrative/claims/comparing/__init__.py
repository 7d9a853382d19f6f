"""Claims of change and difference: between years, against plans, what is left."""
