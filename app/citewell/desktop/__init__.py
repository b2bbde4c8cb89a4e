"""The window: Qt lives here alone, and everything slow runs through ``tasks``."""
