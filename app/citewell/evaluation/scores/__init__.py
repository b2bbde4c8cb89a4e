"""Scores: one draft against its golden ticket, and the measures over many."""
