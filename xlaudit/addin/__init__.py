"""xlaudit inside Excel."""
