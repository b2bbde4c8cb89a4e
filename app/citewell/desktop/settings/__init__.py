"""The page of settings, generated from the declared options."""
