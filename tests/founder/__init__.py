"""Old "Founder" digital editions, rendered from records for tests: the trees that their servers left on disk."""
