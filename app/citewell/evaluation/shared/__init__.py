"""Shared tickets: runs over a folder of knowledge bases, sampled, resumable, grouped."""
