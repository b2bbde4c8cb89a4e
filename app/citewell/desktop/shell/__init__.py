"""The shell: application, window, rail, status bar, lock, first start."""
