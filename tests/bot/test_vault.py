"""Envelopes: sealed for one owner and one field, under keys that can change."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import KeyRingError
from bot.storage.vault import KeyRing, Sealed, Vault, new_key

KEY = new_key("k1")
VAULT = Vault(KeyRing.parse(KEY))
SHORT = b64encode(b"x" * 16).decode()


@given(owner=st.text(), secrets=st.dictionaries(st.text(), st.text()))
def test_what_is_sealed_opens(owner: str, secrets: dict[str, str]) -> None:
    """Any text of any owner comes back as it was."""
    assert VAULT.open(owner, VAULT.seal(owner, secrets)) == secrets


def test_nothing_is_sealed_alike() -> None:
    """The same secret never looks the same, so equal secrets cannot be told."""
    first, second = (VAULT.seal("1:1", {"app_key": "FAKE"}) for _ in range(2))

    assert first.parts != second.parts
    assert first.wrapped_key != second.wrapped_key


def test_other_owner_cannot_open() -> None:
    """A row copied to another user or credential stays shut."""
    with pytest.raises(KeyRingError):
        VAULT.open("2:1", VAULT.seal("1:1", {"app_key": "FAKE"}))


def test_fields_cannot_be_swapped() -> None:
    """A field put in another's place stays shut."""
    sealed = VAULT.seal("1:1", {"app_key": "FAKE-key", "hts_id": "FAKE-id"})
    swapped = sealed.parts.replace(b"app_key", b"x").replace(b"hts_id", b"app_key").replace(b'"x"', b'"hts_id"')

    with pytest.raises(KeyRingError, match="다시 등록"):
        VAULT.open("1:1", Sealed(swapped, sealed.wrapped_key, sealed.kid))


@pytest.mark.parametrize("part", ["parts", "wrapped_key"])
def test_changed_bytes_do_not_open(part: str) -> None:
    """One flipped bit is noticed."""
    sealed = VAULT.seal("1:1", {"app_key": "FAKE"})
    changed = {"parts": sealed.parts, "wrapped_key": sealed.wrapped_key}
    place = len(changed[part]) - 6
    changed[part] = changed[part][:place] + bytes([changed[part][place] ^ 1]) + changed[part][place + 1 :]

    with pytest.raises(KeyRingError):
        VAULT.open("1:1", Sealed(**changed, kid=sealed.kid))


def test_shredded_row_does_not_open() -> None:
    """Without the wrapped key the fields are noise."""
    sealed = VAULT.seal("1:1", {"app_key": "FAKE"})
    with pytest.raises(KeyRingError):
        VAULT.open("1:1", Sealed(sealed.parts, b"", sealed.kid))


def test_key_that_is_not_in_the_ring_is_named() -> None:
    """A ring without the row's key says which key is wanted."""
    other = Vault(KeyRing.parse(new_key("k2")))
    with pytest.raises(KeyRingError, match="'k1'이"):
        other.open("1:1", VAULT.seal("1:1", {"app_key": "FAKE"}))


def test_wrong_key_under_the_right_name_is_told() -> None:
    """Another key under the same id is not taken for damage of the row."""
    other = Vault(KeyRing.parse(new_key("k1")))
    with pytest.raises(KeyRingError, match="열리지 않아요"):
        other.open("1:1", VAULT.seal("1:1", {"app_key": "FAKE"}))


def test_first_key_wraps() -> None:
    """The first key of the ring is the active one, the others still open."""
    ring = KeyRing.parse(f"{new_key('k2')}, {KEY}")

    assert Vault(ring).seal("1:1", {}).kid == "k2"
    assert Vault(ring).open("1:1", VAULT.seal("1:1", {"a": "b"})) == {"a": "b"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="missing"),
        pytest.param(" \n", id="blank"),
        pytest.param("k1", id="no key"),
        pytest.param("k1:not base64!", id="not base64"),
        pytest.param(f"k1:{SHORT}", id="too short"),
        pytest.param(f"a key:{KEY[3:]}", id="odd name"),
        pytest.param(f"{KEY},{KEY}", id="twice"),
        pytest.param(f"{KEY},", id="comma too many"),
    ],
)
def test_ring_that_cannot_be_read_says_how_to_make_one(text: str) -> None:
    """A missing or malformed ring is met with the command that makes one, and is not repeated."""
    with pytest.raises(KeyRingError, match="python -m bot keys new") as caught:
        KeyRing.parse(text)
    assert KEY[3:] not in str(caught.value)
    assert SHORT not in str(caught.value)


def test_nothing_shows_a_key() -> None:
    """Neither the ring nor what is sealed shows more than key ids."""
    ring = KeyRing.parse(KEY)

    assert repr(ring) == "KeyRing(k1)"
    assert KEY[3:] not in repr(Vault(ring)) + repr(vars(Vault(ring)))
    assert repr(VAULT.seal("1:1", {"a": "FAKE"})) == "Sealed(kid='k1')"
