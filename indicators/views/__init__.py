"""Pages of indicators and their measurement."""
