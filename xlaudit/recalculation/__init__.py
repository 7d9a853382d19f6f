"""What a workbook's formulas give today, held against what it has stored: cells in, values out."""
