"""Tickets and question pairs over the sample packs, written by hand to learn from; see ``README.md``."""
