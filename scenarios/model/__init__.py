"""The programme and its nouns: what the tables say, put together."""
