"""The desk of signing in: its pages stand in the modules beside this one."""

from disclosure.web.desk import Desk

desk = Desk("signin", __name__)
