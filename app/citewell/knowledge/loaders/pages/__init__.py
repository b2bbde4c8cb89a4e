"""Loaders for pages: PDF and pictures, with the place of every line."""
