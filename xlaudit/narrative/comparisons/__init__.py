"""Comparisons in prose: this year's amount, last year's or the plan's, the change and its rate."""
