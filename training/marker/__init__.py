"""Training of what marks the sentences of passages that answer."""
