"""SQLite, encrypted: the index and the edit log in one file, and the key that opens it."""
