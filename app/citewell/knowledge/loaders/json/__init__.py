"""Loaders for JSON and JSON lines."""
