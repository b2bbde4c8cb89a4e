"""Tuning the embedder: by contrast, on the bank of tickets, so that a ticket lies by the passages that answer it."""
