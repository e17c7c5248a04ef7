"""The table itself: whole, and nothing in it holds without a condition."""

from disclosure.access import Permission, policy


def test_every_permission_is_written_in_the_table() -> None:
    assert set(policy.POLICY) == set(Permission)
    assert all(alternatives for alternatives in policy.POLICY.values())
    assert all(sentence for alternatives in policy.POLICY.values() for sentence in alternatives)


def test_every_permission_names_who_has_it() -> None:
    who = {"is the worker", "is the filer", "is the filer's delegate"}
    for permission, alternatives in policy.POLICY.items():
        for alternative in alternatives:
            names = {predicate.name for predicate in alternative}
            assert names & who or any(name.startswith("holds ") for name in names), permission
