"""Recipes of the models and weights that ship."""
