"""Blank forms, filled samples, and the seeded generator that writes the samples."""
