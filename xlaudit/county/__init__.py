"""Many reports → one county summary. Pure values: no files, no screen."""
