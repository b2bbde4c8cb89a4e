"""Signed bundles: what may be in one, writing, and reading with everything checked before anything is written."""
