"""Languages of the window: texts by their English, plural forms, dates and numbers, and which language is in use."""
