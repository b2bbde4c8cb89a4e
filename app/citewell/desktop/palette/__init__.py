"""The palette (Ctrl+K) and the list of keys (F1)."""
