"""A master file over the network: loaded, and unpacked within bounds."""

from __future__ import annotations

import asyncio
import io
import zipfile
import zlib

from kis.errors import MalformedMessage, Unreachable
from kis.symbols.master.files import MasterFile
from kis.transport import Transport

FOLDER = "/common/master"

_LARGEST = 64 * 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


async def download(transport: Transport, file: MasterFile) -> bytes:
    """Return the content of a file as KIS has it now.

    Raises `Unreachable` without an answer, `MalformedMessage` for one that is no such file.
    """
    answer = await transport.send("GET", f"{FOLDER}/{file.name}.zip", {})
    if answer.status != 200:
        raise Unreachable(f"{file.title} 종목 파일을 받지 못했어요. (HTTP {answer.status})")
    return await asyncio.to_thread(unpack, file, answer.content)


def unpack(file: MasterFile, packed: bytes, largest: int = _LARGEST) -> bytes:
    """Return the one member of an archive. Raises `MalformedMessage` for anything else, or one that is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            members = archive.infolist()
            if len(members) != 1 or members[0].flag_bits & _ENCRYPTED or members[0].compress_type not in _METHODS:
                raise MalformedMessage(f"{file.title} 종목 파일의 압축을 풀 수 없어요.")
            with archive.open(members[0]) as member:
                data = member.read(largest + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise MalformedMessage(f"{file.title} 종목 파일이 깨졌어요.") from error
    if len(data) > largest:
        raise MalformedMessage(f"{file.title} 종목 파일이 너무 커요.")
    return data
