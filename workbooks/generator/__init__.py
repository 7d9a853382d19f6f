"""Writes the sample workbooks: what departments really hand in, with what a check must say to it."""
