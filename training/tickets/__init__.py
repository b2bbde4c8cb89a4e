"""Tickets and question pairs over invented companies, written by hand to learn from; see ``README.md``."""
