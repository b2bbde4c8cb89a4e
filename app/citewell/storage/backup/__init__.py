"""Backups: sealed copies of a home, their manifest, and salvage of a damaged database."""
