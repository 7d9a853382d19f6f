"""What a written number means, and how Excel reckons with it."""
