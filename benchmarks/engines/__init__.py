"""Engines side by side on the same data and the same queries."""
