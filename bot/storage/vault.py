"""Secrets at rest: AES-256-GCM envelopes.

Every row has a data key of its own, which seals its fields and is itself sealed ("wrapped") by a key of the ring. The
associated data names the owner and the field, so that a row copied to another user, or a field to another, does not
open. Rotation wraps data keys anew and leaves the rest; a secret whose wrapped key is deleted is gone for good.
"""

from __future__ import annotations

import os
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import KeyRingError

NONCE, TAG = 12, 16
KEY = 32
KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
HOW_TO_MAKE = "`python -m bot keys new`로 만들어 KEY_RING에 넣어 주세요."

_parts = msgspec.json.Decoder(dict[str, bytes])


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a row keeps: fields under the data key (JSON), the data key under a ring key, and that key's id."""

    parts: bytes = field(repr=False)
    wrapped_key: bytes = field(repr=False)
    kid: str


class KeyWrapper(Protocol):
    """Wraps data keys: a `KeyRing`, or a key service that never shows its key."""

    def wrap(self, key: bytes, owner: str) -> tuple[str, bytes]:
        """Return the id of the key used and the wrapped key."""

    def unwrap(self, kid: str, wrapped: bytes, owner: str) -> bytes:
        """Undo `wrap`. Raises `KeyRingError` if the key is not there or is another one."""


class KeyRing:
    """Keys from KEY_RING, `kid:base64key,kid:base64key`. The first one wraps, all of them unwrap."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._keys = dict(keys)
        self.active = next(iter(keys))

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Read KEY_RING.

        Raises `KeyRingError`, which says what to do and never repeats a key.
        """
        if not text.strip():
            raise KeyRingError(f"암호화 키가 없어요. {HOW_TO_MAKE}")
        keys: dict[str, bytes] = {}
        for place, entry in enumerate(text.strip().split(","), start=1):
            kid, _, encoded = entry.strip().partition(":")
            key = _decoded(encoded)
            if not KEY_ID.fullmatch(kid) or key is None or kid in keys:
                raise KeyRingError(
                    f"KEY_RING의 {place}번째 키를 읽을 수 없어요. `이름:base64키` 꼴로, 키는 32바이트로 적어 주세요. "
                    f"새로 만들려면 {HOW_TO_MAKE}"
                )
            keys[kid] = key
        return cls(keys)

    def wrap(self, key: bytes, owner: str) -> tuple[str, bytes]:
        return self.active, _seal(self._keys[self.active], key, f"key:{owner}")

    def unwrap(self, kid: str, wrapped: bytes, owner: str) -> bytes:
        if kid not in self._keys:
            raise KeyRingError(f"암호화 키 '{kid}'이(가) KEY_RING에 없어요. 저장할 때 쓰던 키를 다시 넣어 주세요.")
        try:
            return _open(self._keys[kid], wrapped, f"key:{owner}")
        except InvalidTag:
            raise KeyRingError(
                f"암호화 키 '{kid}'(으)로 열리지 않아요. 저장할 때 쓰던 KEY_RING인지 확인해 주세요."
            ) from None

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(self._keys)})"


class Vault:
    """Seals and opens secrets. `owner` is whatever the secrets belong to, for instance `user:credential`."""

    def __init__(self, keys: KeyWrapper) -> None:
        self._keys = keys

    def seal(self, owner: str, secrets: Mapping[str, str]) -> Sealed:
        """Seal fields by name under a fresh data key."""
        key = AESGCM.generate_key(KEY * 8)
        parts = {name: _seal(key, secret.encode(), f"{owner}:{name}") for name, secret in secrets.items()}
        kid, wrapped = self._keys.wrap(key, owner)
        return Sealed(msgspec.json.encode(parts), wrapped, kid)

    def open(self, owner: str, sealed: Sealed) -> dict[str, str]:
        """Open what `seal` made.

        Raises `KeyRingError` if the ring does not hold the key, or the row is another owner's or was changed.
        """
        key = self._keys.unwrap(sealed.kid, sealed.wrapped_key, owner)
        try:
            parts = _parts.decode(sealed.parts)
            return {name: _open(key, part, f"{owner}:{name}").decode() for name, part in parts.items()}
        except (InvalidTag, msgspec.DecodeError):
            raise KeyRingError("저장된 접속 정보가 바뀌어 열리지 않아요. 「연결」로 다시 등록해 주세요.") from None

    def rewrap(self, owner: str, sealed: Sealed) -> Sealed:
        """The same secrets with the data key under the ring's active key (rotation)."""
        kid, wrapped = self._keys.wrap(self._keys.unwrap(sealed.kid, sealed.wrapped_key, owner), owner)
        return Sealed(sealed.parts, wrapped, kid)


def new_key(kid: str) -> str:
    """A fresh entry for KEY_RING."""
    return f"{kid}:{b64encode(AESGCM.generate_key(KEY * 8)).decode()}"


def _decoded(text: str) -> bytes | None:
    try:
        key = b64decode(text.strip(), validate=True)
    except ValueError:
        return None
    return key if len(key) == KEY else None


def _seal(key: bytes, plain: bytes, about: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, about.encode())


def _open(key: bytes, sealed: bytes, about: str) -> bytes:
    if len(sealed) < NONCE + TAG:
        raise InvalidTag
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
