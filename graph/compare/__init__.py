"""Two reports held against each other: what stayed, what is new, what is gone, and how far chains and figures moved."""
