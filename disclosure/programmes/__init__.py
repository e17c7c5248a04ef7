"""The programme files that ship: one TOML file per organisation, read by `disclosure.domain.programme`."""
