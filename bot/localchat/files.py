"""Pictures and documents the bot has sent, kept within a bound."""

import hashlib
import struct
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from .errors import bad_request

KEPT_BYTES = 64 * 1024 * 1024
PHOTO_MAX_BYTES = 10 * 1024 * 1024
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a multipart request."""

    name: str
    mime: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file as the server keeps it; `width` and `height` (pixels) are 0 for documents."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes = field(repr=False)
    width: int = 0
    height: int = 0

    @property
    def is_photo(self) -> bool:
        return self.width > 0

    @property
    def as_photo(self) -> list[dict[str, Any]]:
        return [
            {
                "file_id": self.file_id,
                "file_unique_id": self.unique_id,
                "width": self.width,
                "height": self.height,
                "file_size": len(self.data),
            }
        ]

    @property
    def as_document(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_name": self.name,
            "mime_type": self.mime,
            "file_size": len(self.data),
        }

    @property
    def as_file(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
            "file_path": self.path,
        }


class Files:
    """Files by id; the oldest go when `kept_bytes` is reached."""

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._size = 0
        self._count = 0
        self._by_id: OrderedDict[str, StoredFile] = OrderedDict()

    def add_photo(self, upload: Upload) -> StoredFile:
        """Keep a picture; raises `ApiError` for what is not PNG or JPEG or over 10 MB."""
        if len(upload.data) > PHOTO_MAX_BYTES:
            raise bad_request("PHOTO_SAVE_FILE_INVALID")
        mime, width, height = measure(upload.data)
        return self._add(upload, mime, folder="photos", suffix=_SUFFIXES[mime], width=width, height=height)

    def add_document(self, upload: Upload) -> StoredFile:
        if not upload.data:
            raise bad_request("file must be non-empty")
        suffix = "".join(upload.name.rpartition(".")[1:]) if "." in upload.name else ""
        safe = suffix if suffix[1:].isalnum() and suffix.isascii() else ""
        return self._add(upload, upload.mime, folder="documents", suffix=safe)

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return next((file for file in self._by_id.values() if file.path == path), None)

    def _add(
        self, upload: Upload, mime: str, *, folder: str, suffix: str, width: int = 0, height: int = 0
    ) -> StoredFile:
        self._count += 1
        digest = hashlib.sha256(upload.data).hexdigest()[:16]
        file = StoredFile(
            file_id=f"{folder[:-1]}-{self._count}-{digest}",
            unique_id=digest,
            path=f"{folder}/file_{self._count}{suffix}",
            name=upload.name,
            mime=mime,
            data=upload.data,
            width=width,
            height=height,
        )
        self._by_id[file.file_id] = file
        self._size += len(file.data)
        while self._size > self._kept_bytes and len(self._by_id) > 1:
            self._size -= len(self._by_id.popitem(last=False)[1].data)
        return file


def measure(data: bytes) -> tuple[str, int, int]:
    """Return (mime, width, height) of a PNG or JPEG; raises `ApiError` for anything else."""
    mime = next((mime for magic, mime in _PICTURES.items() if data.startswith(magic)), None)
    size = None
    if mime == "image/png" and len(data) >= 24:
        size = struct.unpack(">II", data[16:24])
    elif mime == "image/jpeg":
        size = _jpeg_size(data)
    if mime is None or size is None or 0 in size:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return mime, size[0], size[1]


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the JPEG segments to the start-of-frame marker, which bears the size."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + max(length, 2)
    return None
