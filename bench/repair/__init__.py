"""Damage clean text with every forward model, repair it, and count what came back."""
