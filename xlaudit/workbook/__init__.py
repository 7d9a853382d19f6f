"""A workbook as values, and a change to one as values."""
