"""Loaders for Word, PowerPoint and OpenDocument."""
