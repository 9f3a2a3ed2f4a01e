"""What a Word file carries along as parts of their own: embedded files, charts' workbooks, macros, pictures, printer
settings, signatures, thumbnails, and parts that no program of ours knows."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from scr_publish.document import Kind, Surface
from scr_publish.parsing.docx.crops import cropped_pictures
from scr_publish.parsing.docx.data import properties
from scr_publish.parsing.docx.ooxml import Element, O, local
from scr_publish.parsing.docx.parts import described, holds_no_text
from scr_publish.parsing.docx.story import Session
from scr_publish.parsing.embedded import Embedded
from scr_publish.parsing.leftovers import unlisted_parts
from scr_publish.parsing.opening import Options, sha256
from scr_publish.parsing.package import shown_name
from scr_publish.parsing.pictures import read_picture
from scr_publish.parsing.vba import macro_sources

_EMBEDDED = r".*/embeddings/.*|word/afchunk\d*\.\w+|word/[^/]*\.(?:html?|mht|rtf|txt|docx|odt)"
_PICTURES = r"(?:word/)?media/.*\.(?:png|jpe?g|jfif|gif|bmp|dib|tiff?|webp)"
_DEVICE_NAME = 64
"""Bytes of a printer's name at the start of its settings (Windows' DEVMODEW: 32 characters of UTF-16)."""
_SIGNED = frozenset({"SignatureComments", "SignatureText", "Address1", "City", "X509IssuerName"})
"""Elements of a signature that hold words of or about the person who signed."""


def read_attachments(session: Session, data: bytes, options: Options) -> None:
    """Add all of it, each with the rule that it breaks."""
    _read_embedded(session, options)
    _read_macros(session)
    _read_printers(session)
    _read_signatures(session)
    _read_pictures(session)
    _read_leftovers(session, data)
    _read_unknown(session)


def _read_embedded(session: Session, options: Options) -> None:
    embedded = Embedded(session.builder, options)
    package = session.package
    for count, part in enumerate(package.matching(_EMBEDDED), start=1):
        content = package.bytes_of(part)
        if not content:
            continue
        of_chart = any(re.match(r"word/charts/", name) for name in package.referrers(part))
        words = "workbook of a chart" if of_chart else described(part).split(" (")[0].removeprefix("an ")
        embedded.read(content, part, f"{words} {count}", "HC111" if of_chart else "HC110")


def _read_macros(session: Session) -> None:
    package, builder = session.package, session.builder
    for part in package.matching(r"(?:word/)?(?:.*/)?vbaproject\.bin"):
        sources = macro_sources(package.bytes_of(part))
        for source in sources:
            block = builder.add(Kind.METADATA, source, surface=Surface.METADATA, path=part, where="a macro")
            if block is not None:
                builder.trace("HC128", block, detail="text of a macro")
        if not sources:
            builder.trace("HC128", detail="a project whose text cannot be read", path=part)
            builder.problem("DX205", f"macros ({shown_name(part)})")
    for part in package.matching(r"word/vba(?:data|projectsignature\w*)\.(?:xml|bin)"):
        package.bytes_of(part)
    for part in package.matching(r"(?:.*/)?(?:customui/|userCustomization/).*\.xml|word/customizations\.xml"):
        _add_texts(session, part, "buttons of its own", "HC128")


def _read_printers(session: Session) -> None:
    package, builder = session.package, session.builder
    for part in package.matching(r"(?:word/)?printersettings/.*|.*/printersettings\d*\.bin"):
        content = package.bytes_of(part)
        name = content[:_DEVICE_NAME].decode("utf-16-le", "ignore").partition("\x00")[0]
        if content.lstrip().startswith(b"<"):  # a Mac's settings are a property list
            name = " ".join(re.findall(r"<string>([^<]*)</string>", content.decode("utf-8", "ignore")))
        where = "settings of a printer"
        block = builder.add(Kind.METADATA, name, surface=Surface.METADATA, path=part, where=where)
        builder.trace("HC127", block, detail="" if block else shown_name(part), where=where, path=part)


def _read_signatures(session: Session) -> None:
    package, builder = session.package, session.builder
    for part in package.matching(r"_xmlsignatures/.*"):
        if part.endswith(".sigs") or not part.endswith(".xml"):
            package.bytes_of(part)
            continue
        root = package.xml(part)
        for text in dict.fromkeys(_signature_texts(root) if root is not None else ()):
            block = builder.add(Kind.METADATA, text, surface=Surface.METADATA, path=part, where="a signature")
            if block is not None:
                builder.trace("HC129", block, detail="who signed, and why")
        builder.trace("HC129", detail="the signature itself", path=part)
    for part in package.matching(r"word/(?:document|header\d*|footer\d*)\.xml"):
        root = package.xml(part)
        for line in root.iter(O + "signatureline") if root is not None else ():
            names = [line.get(O + f"suggestedsigner{end}", "") for end in ("", "2", "email")]
            text = ", ".join(name for name in names if name)
            block = builder.add(
                Kind.METADATA, text, surface=Surface.METADATA, path=part, where="a line for a signature"
            )
            builder.trace("HC129", block, detail="a line for a signature", path=part)


def _signature_texts(root: Element) -> Iterator[str]:
    for element in root.iter():
        text = (element.text or "").strip()
        if local(element) == "X509Certificate":
            yield from certificate_names(text)
        elif local(element) in _SIGNED and re.search(r"[^\W\d_]{2}", text):
            yield text


def certificate_names(encoded: str) -> Iterator[str]:
    """The strings of a certificate's names: UTF8String, PrintableString and IA5String in its DER (X.690, 8.23)."""
    try:
        der = base64.b64decode("".join(encoded.split()), validate=True)
    except ValueError:
        return
    for found in re.finditer(rb"\x06[\x03-\x0a](?:\x55\x04.|[\x09\x0a]?.{8,10}?)(?:\x0c|\x13|\x16)(.)", der, re.DOTALL):
        length = found[1][0]
        text = der[found.end() : found.end() + length]
        if len(text) == length and length < 128 and re.fullmatch(rb"[\x20-\xff]{2,127}", text):
            yield text.decode("utf-8", "replace")


def _read_pictures(session: Session) -> None:
    package, builder = session.package, session.builder
    pictures = package.matching(_PICTURES)
    for count, part in enumerate(pictures, start=1):
        read_picture(builder, package.bytes_of(part), part, f"picture {count} ({shown_name(part.rpartition('/')[2])})")
    for part in package.matching(r"docprops/thumbnail\.\w+"):
        content = package.bytes_of(part)
        if sha256(content) not in properties().template_thumbnails:
            builder.trace("HC132", detail=shown_name(part), path=part)
            read_picture(builder, content, part, "thumbnail")
    for crop in cropped_pictures(package):
        builder.trace("HC114", detail=crop.words, path=crop.part)


def _read_leftovers(session: Session, data: bytes) -> None:
    for name, content in unlisted_parts(data):
        where = f"a part that was deleted or replaced ({shown_name(name)})"
        text = ""
        if name.endswith((".xml", ".rels")):
            text = " ".join(re.sub(r"<[^>]*>", " ", content.decode("utf-8", "replace")).split())
        block = session.builder.add(Kind.METADATA, text, surface=Surface.EARLIER_REVISION, path=name, where=where)
        session.builder.trace("HC130", block, detail=where, path=name)


def _read_unknown(session: Session) -> None:
    """Read the words of XML parts that nobody has read, whatever they are for."""
    package = session.package
    for part in package.names():
        if not package.is_read(part) and part.endswith(".xml") and not holds_no_text(part):
            _add_texts(session, part, "content of an unknown kind", "HC140")


def _add_texts(session: Session, part: str, words: str, rule: str) -> None:
    root = session.package.xml(part)
    if root is None:
        return
    text = "\n".join(line for t in root.itertext() if re.search(r"[^\W\d_]", line := " ".join(t.split())))
    labels = [
        v for e in root.iter() for k, v in e.attrib.items() if _local_name(k) in ("label", "supertip", "onAction")
    ]
    text = "\n".join([text, *labels]).strip()
    where = f"{words} ({shown_name(part)})"
    block = session.builder.add(Kind.METADATA, text, surface=Surface.METADATA, path=part, where=where)
    if block is not None:
        session.builder.trace(rule, block, detail=where)


def _local_name(name: str) -> str:
    """An attribute's name without its namespace."""
    return name.rpartition("}")[2]
