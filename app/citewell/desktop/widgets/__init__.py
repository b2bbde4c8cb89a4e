"""Widgets and design tokens that every page uses."""
