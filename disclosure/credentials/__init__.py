"""What people prove themselves with: passwords, one-time codes, recovery codes, passkeys. No row, no page."""
