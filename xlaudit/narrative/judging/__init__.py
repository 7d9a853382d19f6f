"""What is said of a claim: how near it comes, what explains it, what speaks for it, and the one root of several."""
