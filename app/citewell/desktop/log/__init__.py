"""The log: past drafts, what became of them, and what may still be done with them."""
