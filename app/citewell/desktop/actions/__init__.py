"""What can be done in the window: declared once, live as ``QAction``, found by the palette, listed under F1."""
