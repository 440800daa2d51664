"""Looking at prices: what an instrument is, what KIS says of it now, and its order book, in every market."""
