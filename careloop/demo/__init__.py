"""The cast (a small company for tests, demo and pictures) and the play: ninety days of its work."""
