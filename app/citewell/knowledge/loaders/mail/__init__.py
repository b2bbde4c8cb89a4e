"""Loaders for mail."""
