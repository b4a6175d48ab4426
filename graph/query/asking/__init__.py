"""Questions in plain words: templates with slots, what was typed matched to them, and their answers."""
