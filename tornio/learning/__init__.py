"""The training office will live here: cohorts, days attended, supervision; nothing yet."""
