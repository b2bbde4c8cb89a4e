"""Erasure, forgetting and retention, each with its proof and receipt."""
