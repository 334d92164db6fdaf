"""Targets: quantities in sentences → what is to be reached, by when, from where."""
