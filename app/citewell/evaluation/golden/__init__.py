"""Golden tickets: their model, their file formats, and mistakes with line and mend."""
