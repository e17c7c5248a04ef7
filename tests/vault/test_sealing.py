from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.errors import DisclosureError, KeyMissing, SealBroken
from disclosure.vault.envelope import fields, payload_context, wrap_context
from disclosure.vault.sealing import Binding, Recipient, Sealed
from tests.thoroughness import tries
from tests.vault.cast import BOTH, Sites, flipped, somewhere

CONTENT = "Мы владеем акциями 日本 🏠".encode() * 40


def sealed_to_both(sites: Sites, place: Binding, content: bytes = CONTENT) -> Sealed:
    return sites.sealer.seal(content, bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH)


@given(content=st.binary(max_size=5000), version=st.integers(min_value=0, max_value=2**63 - 1))
def test_each_recipient_opens_what_was_sealed(sites: Sites, content: bytes, version: int) -> None:
    place = somewhere(version=version)
    sealed = sealed_to_both(sites, place, content)
    assert sites.portal_opener.open(sealed.payload, sealed.wraps, bound_to=place) == content
    assert sites.review_opener.open(sealed.payload, sealed.wraps, bound_to=place) == content


def test_a_draft_sealed_to_the_portal_is_not_opened_by_review(sites: Sites) -> None:
    place = somewhere()
    sealed = sites.sealer.seal(
        CONTENT, bound_to=place, cycle_id=sites.cycle_id, recipients=[Recipient.PORTAL]
    )
    assert [wrap.recipient for wrap in sealed.wraps] == [Recipient.PORTAL]
    with pytest.raises(KeyMissing, match="No key of this site"):
        sites.review_opener.open(sealed.payload, sealed.wraps, bound_to=place)


def test_a_recipient_named_twice_gets_one_wrap(sites: Sites) -> None:
    sealed = sites.sealer.seal(
        b"", bound_to=somewhere(), cycle_id=sites.cycle_id, recipients=[Recipient.REVIEW] * 2
    )
    assert len(sealed.wraps) == 1


def test_content_is_never_sealed_to_nobody(sites: Sites) -> None:
    with pytest.raises(ValueError, match="nobody"):
        sites.sealer.seal(b"x", bound_to=somewhere(), cycle_id=sites.cycle_id, recipients=[])


def test_sealing_for_a_cycle_without_keys_says_how_to_make_them(sites: Sites) -> None:
    with pytest.raises(KeyMissing, match="disclosure keys create"):
        sites.sealer.seal(b"x", bound_to=somewhere(), cycle_id=uuid4(), recipients=BOTH)


def test_an_object_without_wraps_is_a_missing_key_not_a_broken_seal(sites: Sites) -> None:
    place = somewhere()
    with pytest.raises(KeyMissing, match="no key at all"):
        sites.portal_opener.open(sealed_to_both(sites, place).payload, [], bound_to=place)


@pytest.mark.parametrize(
    "moved",
    [
        lambda place: replace(place, table="drafts"),
        lambda place: replace(place, row_id=uuid4()),
        lambda place: replace(place, version=place.version + 1),
    ],
    ids=["to another table", "to another row", "to another version"],
)
def test_a_moved_ciphertext_does_not_open(sites: Sites, moved: Callable[[Binding], Binding]) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place)
    with pytest.raises(SealBroken):
        sites.portal_opener.open(sealed.payload, sealed.wraps, bound_to=moved(place))


def test_a_payload_moved_without_its_wraps_does_not_open(sites: Sites) -> None:
    place, elsewhere = somewhere(), somewhere()
    here, there = sealed_to_both(sites, place), sealed_to_both(sites, elsewhere)
    with pytest.raises(SealBroken, match="content was altered or moved"):
        sites.portal_opener.open(there.payload, here.wraps, bound_to=place)


def test_wraps_moved_without_their_payload_do_not_open(sites: Sites) -> None:
    place, elsewhere = somewhere(), somewhere()
    here, there = sealed_to_both(sites, place), sealed_to_both(sites, elsewhere)
    with pytest.raises(SealBroken, match="wrapped key was altered or moved"):
        sites.portal_opener.open(here.payload, there.wraps, bound_to=place)


def test_an_older_payload_of_the_same_place_does_not_open_with_newer_wraps(sites: Sites) -> None:
    place = somewhere()
    old, new = sealed_to_both(sites, place), sealed_to_both(sites, place)
    with pytest.raises(SealBroken):
        sites.review_opener.open(old.payload, new.wraps, bound_to=place)


def test_swapped_wraps_do_not_open(sites: Sites) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place)
    portal, review = sealed.wraps
    swapped = [replace(portal, wrapped=review.wrapped), replace(review, wrapped=portal.wrapped)]
    with pytest.raises(SealBroken):
        sites.portal_opener.open(sealed.payload, swapped, bound_to=place)


def test_a_wrap_relabelled_to_another_recipient_does_not_open(sites: Sites) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place)
    relabelled = replace(sealed.wraps[0], recipient=Recipient.REVIEW)
    with pytest.raises(SealBroken, match="not its key's"):
        sites.portal_opener.open(sealed.payload, [relabelled], bound_to=place)


@pytest.mark.parametrize("suite", [0, 2, 255])
def test_a_wrap_relabelled_to_another_suite_does_not_open(sites: Sites, suite: int) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place)
    with pytest.raises(SealBroken, match="suite"):
        sites.portal_opener.open(sealed.payload, [replace(sealed.wraps[0], suite=suite)], bound_to=place)


def test_a_wrap_under_another_key_id_is_a_missing_key(sites: Sites) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place)
    with pytest.raises(KeyMissing):
        sites.portal_opener.open(sealed.payload, [replace(sealed.wraps[0], key_id=uuid4())], bound_to=place)


@settings(max_examples=tries(50))
@given(data=st.data())
def test_no_flipped_bit_of_a_payload_goes_unnoticed(sites: Sites, data: st.DataObject) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place)
    bit = data.draw(st.integers(0, len(sealed.payload) * 8 - 1))
    with pytest.raises(SealBroken):
        sites.portal_opener.open(flipped(sealed.payload, bit=bit), sealed.wraps, bound_to=place)


@settings(max_examples=tries(50))
@given(data=st.data())
def test_no_flipped_bit_of_a_wrap_goes_unnoticed(sites: Sites, data: st.DataObject) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place)
    wrap = sealed.wraps[0]
    bit = data.draw(st.integers(0, len(wrap.wrapped) * 8 - 1))
    changed = replace(wrap, wrapped=flipped(wrap.wrapped, bit=bit))
    with pytest.raises(SealBroken):
        sites.portal_opener.open(sealed.payload, [changed], bound_to=place)


def test_every_single_bit_of_a_small_payload_is_authenticated(sites: Sites) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place, b"short")
    for bit in range(len(sealed.payload) * 8):
        with pytest.raises(SealBroken):
            sites.portal_opener.open(flipped(sealed.payload, bit=bit), sealed.wraps, bound_to=place)


@given(data=st.data())
def test_a_payload_cut_or_extended_does_not_open(sites: Sites, data: st.DataObject) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place, b"a few words")
    changed = data.draw(
        st.one_of(
            st.integers(0, len(sealed.payload) - 1).map(lambda end: sealed.payload[:end]),
            st.binary(min_size=1, max_size=40).map(lambda more: sealed.payload + more),
        )
    )
    with pytest.raises(SealBroken):
        sites.portal_opener.open(changed, sealed.wraps, bound_to=place)


@given(length=st.integers(0, 1167))
def test_a_wrap_cut_short_is_a_broken_seal(sites: Sites, length: int) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place)
    cut = replace(sealed.wraps[0], wrapped=sealed.wraps[0].wrapped[:length])
    with pytest.raises(SealBroken):
        sites.portal_opener.open(sealed.payload, [cut], bound_to=place)


def test_errors_say_which_object_and_show_none_of_its_content(sites: Sites) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place, b"canary-content" * 20)
    with pytest.raises(DisclosureError) as caught:
        sites.portal_opener.open(flipped(sealed.payload, bit=200), sealed.wraps, bound_to=place)
    assert str(place.row_id) in str(caught.value)
    assert "canary" not in str(caught.value)


def test_a_printed_traceback_with_variables_shows_no_data_key(sites: Sites) -> None:
    place = somewhere()
    sealed = sealed_to_both(sites, place)
    data_key = sites.portal_opener._data_key(sealed.wraps, bound_to=place)
    with pytest.raises(SealBroken) as caught:
        sites.portal_opener.open(flipped(sealed.payload, bit=200), sealed.wraps, bound_to=place)
    assert caught.value.__suppress_context__
    for entry in caught.traceback[1:]:
        shown = repr(entry.frame.f_locals)
        assert repr(data_key) not in shown
        assert repr(sites.portal.private.all()[0].secret) not in shown


@given(one=st.lists(st.binary(max_size=12), max_size=5), other=st.lists(st.binary(max_size=12), max_size=5))
def test_no_two_contexts_are_written_alike(one: list[bytes], other: list[bytes]) -> None:
    assert (fields(*one) == fields(*other)) == (one == other)


def test_a_context_names_every_part_of_the_place() -> None:
    place, key_id = somewhere(), uuid4()
    contexts = {
        payload_context(place),
        payload_context(replace(place, table="statement")),
        payload_context(replace(place, version=2)),
        payload_context(replace(place, row_id=uuid4())),
        wrap_context(place, suite=1, recipient=Recipient.PORTAL, key_id=key_id),
        wrap_context(place, suite=2, recipient=Recipient.PORTAL, key_id=key_id),
        wrap_context(place, suite=1, recipient=Recipient.REVIEW, key_id=key_id),
        wrap_context(place, suite=1, recipient=Recipient.PORTAL, key_id=uuid4()),
    }
    assert len(contexts) == 8


@pytest.mark.parametrize(("table", "version"), [("", 1), ("drafts", -1), ("drafts", 2**63)])
def test_a_binding_names_a_table_and_a_version(table: str, version: int) -> None:
    with pytest.raises(ValueError, match="binding needs"):
        Binding(table=table, row_id=uuid4(), version=version)
