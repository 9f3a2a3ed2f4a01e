"""Pictures: what they say about themselves is read, and taken out without touching the picture."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scr_publish.parsing.pictures import picture_data
from scr_publish.rewriting.clean.pictures import CannotCropError, cropped, says_something, stripped
from tests.builders.pictures import picture, with_exif, with_note, with_preview, with_xmp

SAYING = {
    "exif": with_exif("Kester Orrell", position=True, comment="At home"),
    "preview": with_preview(),
    "xmp": with_xmp("Kester Orrell"),
    "png": with_note("Kester Orrell"),
    "webp": with_exif("Kester Orrell", form="WEBP"),
    "tiff": with_exif("Kester Orrell", form="TIFF"),
    "gif": picture("GIF", comment=b"Kester Orrell"),
}


def pixels(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as image:
        return image.convert("RGB").tobytes()


@pytest.mark.parametrize("name", SAYING)
def test_what_a_picture_says_goes_and_the_picture_stays(name: str) -> None:
    data = SAYING[name]
    assert says_something(data)
    bare = stripped(data)
    assert not says_something(bare)
    assert pixels(bare) == pixels(data)
    assert b"Kester" not in bare


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_a_picture_that_says_nothing_says_nothing(form: str) -> None:
    data = picture(form)
    assert not says_something(data)
    assert pixels(stripped(data)) == pixels(data)


def test_how_a_photograph_is_turned_stays() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Kester Orrell"
    with Image.open(BytesIO(stripped(picture(exif=exif.tobytes())))) as image:
        assert dict(image.getexif()) == {0x0112: 6}


def test_data_after_the_end_of_a_picture_go() -> None:
    for form in ("JPEG", "PNG"):
        assert b"Kester" not in stripped(picture(form) + b"Kester Orrell")


def test_the_position_is_in_degrees() -> None:
    found = picture_data(with_exif(position=True))
    assert found is not None
    assert found.position == "53.3811 N 1.4701 W"


def test_a_crop_cuts_whole_pixels_and_says_what_is_left() -> None:
    data, rest = cropped(picture("PNG", (80, 60)), (0.25, 0.0, 0.0, 0.11))
    with Image.open(BytesIO(data)) as image, Image.open(BytesIO(picture("PNG", (80, 60)))) as whole:
        assert image.size == (60, 54)
        assert image.tobytes() == whole.crop((20, 0, 80, 54)).tobytes()
    assert rest[3] == pytest.approx(0.6 / 54)


@pytest.mark.parametrize("data", [b"", b"\x01\x00\x00\x00 a metafile", picture("PNG")[:40]])
def test_what_is_no_picture_cannot_be_cut(data: bytes) -> None:
    with pytest.raises(CannotCropError):
        cropped(data, (0.1, 0.0, 0.0, 0.0))


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SAYING)), st.data())
def test_a_broken_picture_stops_nothing(name: str, data: st.DataObject) -> None:
    whole = SAYING[name]
    cut = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=20))
    broken = whole[:cut] + noise + whole[cut + len(noise) :]
    picture_data(broken)
    if len(broken) > 13:
        try:
            stripped(broken)
        except (IndexError, ValueError) as error:  # pragma: no cover - the failure is the point
            raise AssertionError("a broken picture must not raise") from error
