"""Our speed beside the bare limit of the same work, measured in one run: `python -m benchmarks`."""
