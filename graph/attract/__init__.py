"""What to attract to a gap: the kind of firm, who is here for it, who might come, and why it pays."""
