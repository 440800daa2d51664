"""How notices are sealed: AES-256 in CBC mode with PKCS#7 padding, carried as base64.

Key (32 characters) and IV (16) come with a registration's answer and are used as UTF-8 text, not as hex or base64.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from kis.errors import MalformedMessage

_BLOCK_BITS = 128


@dataclass(frozen=True, slots=True)
class Secret:
    """Key and IV of one TR on one connection; neither shows in a repr."""

    key: str = field(repr=False)
    iv: str = field(repr=False)

    def decrypt(self, sealed: str) -> str:
        """Return the plain payload of a frame that starts with 1.

        Raises `MalformedMessage` if it was not sealed with this key, or is not sealed text at all.
        """
        try:
            opened = self._cipher().decryptor()
            padded = opened.update(b64decode(sealed, validate=True)) + opened.finalize()
            unpadder = PKCS7(_BLOCK_BITS).unpadder()
            return (unpadder.update(padded) + unpadder.finalize()).decode()
        except (binascii.Error, ValueError) as error:
            raise MalformedMessage("암호화된 실시간 통보를 풀 수 없어요.") from error

    def encrypt(self, plain: str) -> str:
        """Seal a payload; the opposite of `decrypt`."""
        padder = PKCS7(_BLOCK_BITS).padder()
        sealer = self._cipher().encryptor()
        padded = padder.update(plain.encode()) + padder.finalize()
        return b64encode(sealer.update(padded) + sealer.finalize()).decode()

    def _cipher(self) -> Cipher[CBC]:
        return Cipher(AES256(self.key.encode()), CBC(self.iv.encode()))
