"""The encrypted database file: opening, schema migrations, checks after a crash, team settings."""
