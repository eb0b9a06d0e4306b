"""Tables of text for the terminal."""

from __future__ import annotations

import shutil

CELL_CHARACTERS_MAX = 60


class Table:
    """Rows in columns as wide as their widest cell; the last column takes what the terminal leaves."""

    def __init__(self, *headers: str) -> None:
        self._rows = [list(headers)]

    def add(self, *cells: str) -> None:
        # A cell is one line, whatever a script has put into its error message.
        self._rows.append([" ".join(cell.split()) for cell in cells])

    def text(self) -> str:
        widths = [
            min(CELL_CHARACTERS_MAX, max(len(row[column]) for row in self._rows))
            for column in range(len(self._rows[0]))
        ]
        total = shutil.get_terminal_size((200, 24)).columns
        lines = []
        for row in self._rows:
            line = "  ".join(clipped(cell, width).ljust(width) for cell, width in zip(row[:-1], widths, strict=False))
            lines.append(clipped(f"{line}  {row[-1]}".rstrip(), max(total, len(line))))
        return "\n".join(lines)


def clipped(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
