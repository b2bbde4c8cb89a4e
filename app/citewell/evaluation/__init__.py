"""Golden tickets: reading, running and scoring them, comparing runs, the activation gate, and reports."""
