"""Literals: numbers, dates, amounts, links and codes, found and compared by their normal form."""
