"""Compliance: audit log, log and reviews, erasure, and what is stored of whom."""
