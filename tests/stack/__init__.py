"""The topology of deploy/compose.yaml on one machine, from packages: `make stack`, and tests of faults."""
