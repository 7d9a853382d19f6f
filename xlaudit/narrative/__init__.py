"""What the sentences claim: figures, the relations between them, and whether they hold."""
