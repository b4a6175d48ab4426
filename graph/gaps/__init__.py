"""Where reference chains break: gaps classed, ranked with their parts in the open, and the ranking put to the test."""
