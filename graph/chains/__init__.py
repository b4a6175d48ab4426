"""Reference chains, and what local evidence says of their nodes."""
