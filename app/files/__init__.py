"""Files that people add to things: kept outside the web root, given out by the room they belong to (SECURITY 18)."""
