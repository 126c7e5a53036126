"""`python -m app …` is the commonweave command."""

from app.cli import main

main()
