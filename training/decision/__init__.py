"""The recipe of the first decision: when the retrieved passages are near enough to answer."""
