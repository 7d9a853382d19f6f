"""Legacy workbook files (.xls, WPS .et): the compound file, its records, the cells in them."""
