"""Lists in prose: where they begin and end, what heads them, whether they are complete."""
