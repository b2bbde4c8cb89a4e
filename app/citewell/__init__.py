"""Citewell: cited customer-support drafts, written on your own machine."""

__version__ = "0.1.0"
