"""Embedded objects: a small writer of OLE compound files, the Packager's records, workbooks, macro projects."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file ([MS-CFB], version 3); names may have one folder ("VBA/Module1"). Every stream is padded to
    4096 bytes, so that no short sectors are needed."""
    folders = list(dict.fromkeys(name.split("/")[0] for name in streams if "/" in name))
    names = ["Root Entry", *folders, *streams]
    data = {name: content.ljust(4096, b"\x00") for name, content in streams.items()}
    starts, sectors, chain = {}, [], []
    for name, content in data.items():
        starts[name] = len(sectors)
        parts = [content[i : i + SECTOR].ljust(SECTOR, b"\x00") for i in range(0, len(content), SECTOR)]
        chain += [len(sectors) + i + 1 for i in range(len(parts) - 1)] + [_END]
        sectors += parts
    children = {0: [i for i, name in enumerate(names) if i and "/" not in name]}
    for i, folder in enumerate(folders, start=1):
        children[i] = [j for j, name in enumerate(names) if name.startswith(f"{folder}/")]
    entries = []
    for i, name in enumerate(names):
        kind = 5 if i == 0 else 2 if name in streams else 1
        siblings = next((group for group in children.values() if i in group), [])
        after = siblings[siblings.index(i) + 1] if i in siblings and siblings.index(i) + 1 < len(siblings) else _FREE
        child = children.get(i, [])[:1] if kind != 2 else []
        label = name.rsplit("/", 1)[-1].encode("utf-16-le")
        entries.append(
            label.ljust(64, b"\x00")
            + struct.pack("<HBBIII", len(label) + 2, kind, 1, _FREE, after, child[0] if child else _FREE)
            + b"\x00" * 36
            + struct.pack("<IQ", starts.get(name, _END if kind == 5 else 0), len(data.get(name, b"")))
        )
    directory = b"".join(entries)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\x00")
    first = len(sectors)
    parts = [directory[i : i + SECTOR] for i in range(0, len(directory), SECTOR)]
    chain += [first + i + 1 for i in range(len(parts) - 1)] + [_END]
    sectors += parts
    tables = -(-(len(chain) + 2) // 128)
    fat = [*chain, *[_FAT] * tables]
    fat += [_FREE] * (128 * tables - len(fat))
    places = [len(sectors) + i for i in range(tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\x00" * 6 + struct.pack("<IIIIIIIII", 0, tables, first, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return header + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def packager(label: str, path: str, content: bytes) -> bytes:
    """The stream `Ole10Native` of Windows' Packager."""
    temporary = path.encode() + b"\x00"
    body = struct.pack("<H", 2) + label.encode() + b"\x00" + path.encode() + b"\x00" + struct.pack("<HH", 0, 3)
    body += struct.pack("<I", len(temporary)) + temporary + struct.pack("<I", len(content)) + content
    return struct.pack("<I", len(body)) + body


def workbook(text: str) -> bytes:
    """An Excel workbook whose second sheet holds the text."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", f'<workbook {space}><sheets><sheet name="Data"/></sheets></workbook>')
        package.writestr("xl/sharedStrings.xml", f"<sst {space}><si><t>{text}</t></si></sst>")
        package.writestr("xl/worksheets/sheet2.xml", f"<worksheet {space}><c t='s'><v>0</v></c></worksheet>")
    return packed.getvalue()


def macro_project(source: str) -> bytes:
    """A VBA project with one module, its text packed as chunks of literals ([MS-OVBA] 2.4.1)."""
    text = b'Attribute VB_Name = "Module1"\r\n' + source.replace("\n", "\r\n").encode()
    packed = b"".join(b"\x00" + text[i : i + 8] for i in range(0, len(text), 8))
    chunk = struct.pack("<H", 0xB000 | (len(packed) - 1)) + packed
    return compound({"VBA/Module1": b"\x00" * 40 + b"\x01" + chunk, "VBA/dir": b"\x01"})


CERTIFICATE = (
    "MIIBeTCCASugAwIBAgIUA74hWeikQi2WpDC1PVLQtsRhr/EwBQYDK2VwMDIxGDAWBgNVBAoMD1dleG1vb3IgQ291bmNpbDEWMBQG"
    "A1UEAwwNS2VzdGVyIE9ycmVsbDAeFw0yNjExMjUyMzM4MDhaFw0yNjExMjgyMzM4MDhaMDIxGDAWBgNVBAoMD1dleG1vb3IgQ291"
    "bmNpbDEWMBQGA1UEAwwNS2VzdGVyIE9ycmVsbDAqMAUGAytlcAMhAIqD7sRDpmjoEvWvQclq6Knd5oAplu3WUk+iq7Hu5/gVo1Mw"
    "UTAdBgNVHQ4EFgQUsFhiYCkbrWAimZcOFdoNk4Cq/bIwHwYDVR0jBBgwFoAUsFhiYCkbrWAimZcOFdoNk4Cq/bIwDwYDVR0TAQH/"
    "BAUwAwEB/zAFBgMrZXADQQC4z8ulXYbMIEG99uVqH/7csdiwfU+kFrmjDQL9Hw/B2//FbP2t8Jmy6PDw/plkN/ard3cdv4J8XYxj"
    "A2kNaTMM"
)
"""A certificate that openssl made for nobody: O=Wexmoor Council, CN=Kester Orrell; its key is thrown away."""
