"""Homes: settings, keys and locks, backups, and the self-test."""
