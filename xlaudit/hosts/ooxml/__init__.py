"""Workbook files: read in one pass over their parts, changed only in the parts that we own."""
