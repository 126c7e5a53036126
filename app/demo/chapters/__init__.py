"""The chapters of the tale: each reads its part of the story and puts what happens on the agenda."""
