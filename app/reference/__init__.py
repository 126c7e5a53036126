"""Lists every slice speaks: topics, countries, languages, sectors, goals, stages."""
