"""The forms of mentoring, by noun."""
