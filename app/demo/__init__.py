"""The example cluster: an invented year, told through the same actions that people use, at the dates it tells of."""
