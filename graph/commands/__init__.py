"""The subcommands, by what they do: make, ask, export, serve. Each only reads options and calls the stages."""
