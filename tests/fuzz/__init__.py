"""Fuzzing, guided by coverage: `make fuzz`. What it found stands in `findings/` and is a test."""
