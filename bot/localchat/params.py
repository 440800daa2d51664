"""Requests to the Bot API: form, JSON or multipart, read the way Telegram reads them."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from .errors import bad_request
from .files import Upload

Json = dict[str, Any]

_NAME = re.compile(rb'\bname="([^"]*)"')
_FILE_NAME = re.compile(rb'\bfilename="([^"]*)"')
_TYPE = re.compile(rb"^content-type:\s*([^\r\n;]+)", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(r'boundary="?([^";,\s]+)"?')


class Params:
    """Parameters by name, whatever the encoding was: forms carry JSON values as text."""

    def __init__(self, values: Json, files: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}

    @classmethod
    def read(cls, content_type: str, query: str, body: bytes) -> "Params":
        """Split a request; raises `ApiError` 400 for a body that is not what its type says."""
        values: Json = dict(parse_qsl(query, keep_blank_values=True))
        kind = content_type.partition(";")[0].strip().lower()
        try:
            if kind == "application/json":
                values |= json.loads(body or b"{}")
            elif kind == "multipart/form-data":
                return cls._multipart(content_type, body, values)
            elif body:
                values |= dict(parse_qsl(body.decode(), keep_blank_values=True))
        except (ValueError, TypeError) as error:
            raise bad_request("can't parse request body") from error
        return cls(values)

    @classmethod
    def _multipart(cls, content_type: str, body: bytes, values: Json) -> "Params":
        boundary = _BOUNDARY.search(content_type)
        if boundary is None:
            raise bad_request("boundary not found in multipart request")
        files = {}
        for part in (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode())[1:-1]:
            head, _, data = part.partition(b"\r\n\r\n")
            name, file_name, mime = _NAME.search(head), _FILE_NAME.search(head), _TYPE.search(head)
            if name is None:
                raise bad_request("part without a name")
            if file_name is None:
                values[name[1].decode()] = data.decode()
            else:
                kind = mime[1].decode().strip() if mime else "application/octet-stream"
                files[name[1].decode()] = Upload(file_name[1].decode(), kind, data)
        return cls(values, files)

    @property
    def summary(self) -> Json:
        """The parameters for the journal: files by name and size."""
        sizes = {name: f"<{file.name}, {len(file.data)} bytes>" for name, file in self.files.items()}
        return {**self.values, **sizes}

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return None if value is None else str(value)

    def integer(self, name: str) -> int | None:
        value = self.values.get(name)
        try:
            return None if value in (None, "") else int(str(value))
        except ValueError:
            raise bad_request(f'parameter "{name}" must be an integer') from None

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes")

    def structure(self, name: str) -> Any:
        """A list or an object; None if absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f'can\'t parse "{name}": it is not JSON') from None

    @property
    def chat(self) -> int | str | None:
        """`chat_id`, a number where it is one (a name such as @someone stays text)."""
        raw = self.text("chat_id")
        if raw is None or raw == "":
            return None
        return int(raw) if re.fullmatch(r"-?\d{1,18}", raw) else raw
