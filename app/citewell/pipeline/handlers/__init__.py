"""Handlers: one for each route, from a prepared ticket and its evidence to a worded and checked answer."""
