"""The checks: one generator each, over everything that is known of a filing."""
