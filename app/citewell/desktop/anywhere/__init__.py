"""Drafting from any program: a key of the whole desktop, a small window above the others, the tray, a second start."""
