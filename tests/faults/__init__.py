"""What goes wrong with machines, networks, clocks and people, done on purpose: `make faults`."""
