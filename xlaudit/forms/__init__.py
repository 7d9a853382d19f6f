"""The standard form, found by its header words, never by fixed positions."""
