"""Loaders for tables: CSV, Excel, SQLite."""
