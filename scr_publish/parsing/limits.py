"""The limits that keep one file from taking all of a machine's time and memory, and their reasons."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 100 * MEGABYTE
"""The largest file that is read at all. Published reviews are under 10 MB; one with photographs may reach 50 MB."""

MAX_TEXT_BYTES = 50 * MEGABYTE
"""The largest text, Markdown, HTML or RTF file: 8 million words. A long report has 60,000."""

MAX_UNPACKED_BYTES = 600 * MEGABYTE
"""What all entries of a package may unpack to, together."""

MAX_XML_BYTES = 100 * MEGABYTE
"""What one XML part may unpack to: it is held in memory as a tree of some ten times its size."""

MAX_ENTRY_RATIO = 200
"""How many times its packed size an entry may unpack to, once it is over `RATIO_FREE_BYTES`. XML of a word processor
packs to between a fifth and a fortieth; a zip bomb to a thousandth, which is as far as deflate goes."""

RATIO_FREE_BYTES = 10 * MEGABYTE
"""Entries that unpack to less than this are harmless whatever their ratio."""

MAX_ENTRIES = 10_000
"""How many entries a package may hold. A Word file has 15 parts, and one more for each picture."""

MAX_XML_DEPTH = 256
"""How deep the elements of an XML part may nest. A table in a table in a text box reaches 40; libxml2 stops at 256."""

MAX_RTF_DEPTH = 200
"""How deep the groups of an RTF file may nest; Word stops at about 100."""

MAX_PAGES = 2000
"""The longest PDF that is read. The longest published reviews have a few hundred pages."""

MAX_STREAM_BYTES = 256 * MEGABYTE
"""What one stream of a PDF may unpack to. A page scanned in colour at 600 dots an inch has 105 MB of pixels."""

CONVERSION_SECONDS = 120
"""How long LibreOffice may take over an old Word file. A 400-page file takes 20 s on one slow core."""

MAX_READING_SECONDS = 900
"""How long one file may take to be read. A 400-page PDF takes 10 s; OCR of 300 scanned pages about 10 minutes."""

MAX_READING_MEMORY = 4096 * MEGABYTE
"""How much address space the process that reads a file may take. A 2,000-page PDF takes 1.5 GB."""

MAX_REPLY_BYTES = 1024 * MEGABYTE
"""How much a reading process may send back: the text, blocks and boxes of 2,000 pages take 150 MB."""

MAX_EMBEDDED_DEPTH = 3
"""How deep files in files are read: a sheet in a report in a message is 2."""

MAX_EMBEDDED_BYTES = 50 * MEGABYTE
"""How much all files embedded in one document may hold together, and one stream of an embedded object."""
