"""Many people, bad days all the time, a kill every few seconds: `python -m tests.soak`. Takes ten minutes, by hand."""
