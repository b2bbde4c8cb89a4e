"""Intake: the ticket is anonymized, orders to the program are left out, and queries are made."""
