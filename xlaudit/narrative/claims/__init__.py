"""One file per kind of claim; each gives every plausible reading of a sentence."""
