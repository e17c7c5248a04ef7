"""The command line: what an office or an operator does at a terminal.

Every act is done in the name of an account (`--as`), with that account's
permissions and its line in the ledger. A refusal is one sentence on standard
error and exit status 1; a wrong call is exit status 2.
"""

from disclosure.cli.root import main

__all__ = ["main"]
