"""Paper to draw on: twice as large while it is drawn on, so that lines and letters come out smooth."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import as_file, files
from io import BytesIO
from math import hypot

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]

FINE = 2
"""Dots of the drawing for one of the picture."""
FONT = files("pylopdf_fonts_ko").joinpath("NotoSansKR-Regular.otf")
"""Noto Sans KR (OFL), which comes as a package: Hangul is there on any machine."""

WHITE, INK, GREY, GRID = "#FFFFFF", "#1A1D21", "#6B7280", "#E9EBEF"
RED, BLUE, FLAT = "#E0322B", "#2463EB", "#4B5563"
"""Up and down as Korea has them, and neither."""


def tint(amount: object, zero: object = 0) -> str:
    """Red for a gain, blue for a loss."""
    return RED if amount > zero else BLUE if amount < zero else FLAT  # type: ignore[operator]


class Canvas:
    """White paper of so many pixels. One drawing has one canvas: Pillow's fonts are not shared between threads."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * FINE, height * FINE), WHITE)
        self._draw = ImageDraw.Draw(self._image)
        self._fonts: dict[int, ImageFont.FreeTypeFont] = {}

    def line(self, points: Sequence[Point], color: str, width: float = 2) -> None:
        """A line through all points."""
        if len(points) > 1:
            fine = [(x * FINE, y * FINE) for x, y in points]
            self._draw.line(fine, fill=color, width=max(1, round(width * FINE)), joint="curve")

    def dashes(self, begin: Point, end: Point, color: str, *, width: float = 2, dash: float = 12) -> None:
        """A dashed line; gaps are as long as dashes."""
        length = hypot(end[0] - begin[0], end[1] - begin[1])
        if not length:
            return
        along = ((end[0] - begin[0]) / length, (end[1] - begin[1]) / length)
        for at in range(0, int(length), round(2 * dash)):
            until = min(at + dash, length)
            self.line([(begin[0] + along[0] * d, begin[1] + along[1] * d) for d in (float(at), until)], color, width)

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: str, *, outline: str = "", radius: float = 0
    ) -> None:
        """A filled box, at least a dot in size."""
        corners = (
            round(left * FINE), round(top * FINE),
            max(round(left * FINE), round(right * FINE) - 1), max(round(top * FINE), round(bottom * FINE) - 1),
        )  # fmt: skip
        edge = outline or None
        if radius:
            self._draw.rounded_rectangle(corners, radius * FINE, fill, edge, 2 * FINE if edge else 0)
        else:
            self._draw.rectangle(corners, fill, edge)

    def slice(self, center: Point, radius: float, begin: float, end: float, color: str) -> None:
        """A piece of a pie, between two angles in degrees from three o'clock, clockwise."""
        x, y = center
        corners = [(place * FINE) for place in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.pieslice(corners, begin, end, fill=color)

    def disc(self, center: Point, radius: float, color: str) -> None:
        """A filled circle."""
        self.slice(center, radius, 0, 360, color)

    def text(
        self, at: Point, text: str, size: int, color: str = INK, *, anchor: str = "lm", bold: bool = False
    ) -> None:
        """Write one line; `anchor` as Pillow has it (`lm`, `mm`, `rm`)."""
        self._draw.text(
            (at[0] * FINE, at[1] * FINE), text, fill=color, font=self._font(size), anchor=anchor,
            stroke_width=_weight(size) if bold else 0, stroke_fill=color,
        )  # fmt: skip

    def span(self, text: str, size: int) -> float:
        """How wide a line is."""
        return self._font(size).getlength(text) / FINE

    def cut(self, text: str, size: int, most: float) -> str:
        """As much of a line as fits."""
        if self.span(text, size) <= most:
            return text
        while text and self.span(f"{text}…", size) > most:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def png(self) -> bytes:
        """The picture as a file."""
        file = BytesIO()
        self._image.reduce(FINE).save(file, "PNG")
        return file.getvalue()

    def _font(self, size: int) -> ImageFont.FreeTypeFont:
        if size not in self._fonts:
            with as_file(FONT) as path:
                self._fonts[size] = ImageFont.truetype(str(path), size * FINE, layout_engine=ImageFont.Layout.BASIC)
        return self._fonts[size]


def _weight(size: int) -> float:
    """The package has one weight; bold is the same with a thicker pen."""
    return size * FINE / 60
