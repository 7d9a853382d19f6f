"""Claims about marks: points, deductions, blocks, totals and attainment."""
