"""What every slice stands on: knows no feature and no HTTP."""
