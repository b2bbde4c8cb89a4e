"""Edits as training data: pairs of draft and final, aligned, classified and anonymized."""
