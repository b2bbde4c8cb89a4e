"""The key of a home: where it lies, passphrases, rotation, and sealing outside the database."""
