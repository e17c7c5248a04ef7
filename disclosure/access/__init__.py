"""Who may do what, as one table; the scope of a list is derived from the same table."""

from disclosure.access.permissions import Permission
from disclosure.access.policy import demand, permits, visible, where

__all__ = ["Permission", "demand", "permits", "visible", "where"]
