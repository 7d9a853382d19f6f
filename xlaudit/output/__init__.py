"""What a person looks at, as values: a patch, the bytes of a workbook, a page, lines of text."""
