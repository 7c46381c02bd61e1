"""Lists for a spreadsheet, which takes some cells for a formula and works them out (CWE-1236)."""

import csv
import io

# A cell that begins with one of these.
FORMULA = ('=', '+', '-', '@', '\t', '\r')


def write(rows, quoting=csv.QUOTE_MINIMAL):
    """Return the bytes of a list that a spreadsheet opens by itself, and calculates nothing of.

    UTF-8 with a byte order mark, and semicolons.
    """
    text = io.StringIO(newline='')
    writer = csv.writer(text, delimiter=';', quoting=quoting, lineterminator='\r\n')
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode('utf-8-sig')


def _harmless(cell):
    """Return what a spreadsheet shows as it stands: an apostrophe is not shown."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
