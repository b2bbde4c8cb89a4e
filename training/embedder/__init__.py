"""The recipe of the sentence embedder that ships with the application."""
