"""The demo season: plays people through the same doors as the screens do."""
