"""The subjects of a report, one function each: from what may be shown to a section, or to none."""
