"""Arrays out of NumPy's npz, a zip of npy files, read by hand: nothing is unpickled, and no size is believed."""

from io import BytesIO
from math import prod
from struct import error as StructError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.text.python_ast import ONE_AT_A_TIME
from rnnviz.core.text.typed import shorten
from rnnviz.i18n import _

MEGABYTE = 2**20
MOST_BYTES = 4 * MEGABYTE  # unpacked
MOST_ARRAYS = 256  # three layers of LSTM have 128 names
MOST_AXES = 3
DAMAGED = (BadZipFile, ZlibError, StructError, EOFError, RuntimeError, ValueError, OverflowError, OSError)
HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def read_npz(source: bytes) -> dict[str, Array]:
    """The arrays of an npz file by name, as float64. Raises ValueError with a sentence.

    >>> file = BytesIO()
    >>> np.savez(file, dWh=np.eye(1))
    >>> read_npz(file.getvalue())
    {'dWh': array([[1.]])}
    """
    with open_zip(source) as archive:
        check(archive.infolist())
        return {
            entry.filename.removesuffix(".npy"): read_npy(entry, unpack(archive, entry)) for entry in archive.infolist()
        }


def open_zip(source: bytes) -> ZipFile:
    try:
        return ZipFile(BytesIO(source))
    except DAMAGED:
        raise no_npz() from None


def unpack(archive: ZipFile, entry: ZipInfo) -> bytes:
    """The entry's bytes, no more than its directory says."""
    try:
        return archive.read(entry)
    except DAMAGED:
        raise no_npz() from None


def no_npz() -> ValueError:
    return ValueError(_("The file is no whole npz. Write one with numpy.savez(path, dWh=dWh, …), without a password."))


def check(entries: list[ZipInfo]) -> None:
    """Refuse what would unpack to too much, before anything is unpacked."""
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES or len(entries) > MOST_ARRAYS:
        raise ValueError(
            _(
                "The npz holds {arrays} arrays and {given} bytes unpacked; "
                "at most {most} arrays and {allowed} bytes are allowed. Hand in fewer numbers."
            ).format(arrays=len(entries), given=size, most=MOST_ARRAYS, allowed=MOST_BYTES)
        )
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise no_npz()  # numpy.savez and savez_compressed write no other


def read_npy(entry: ZipInfo, content: bytes) -> Array:
    """One array of numbers (numpy.org: the npy format); its header may claim no more than is there."""
    where = shorten(entry.filename.removesuffix(".npy"))
    file = BytesIO(content)
    try:
        with ONE_AT_A_TIME:  # the header is a Python literal
            shape, by_columns, kind = HEADERS[np.lib.format.read_magic(file)](file)
    except (ValueError, KeyError, SyntaxError, MemoryError, RecursionError):
        raise ValueError(_("“{name}” in the npz is no NumPy array.").format(name=where)) from None
    if kind.kind not in "iuf":
        raise ValueError(
            _("“{name}” in the npz holds {given}; only whole and floating-point numbers are read.").format(
                name=where, given=shorten(str(kind))
            )
        )
    count, rest = prod(shape), content[file.tell() :]
    if min(shape, default=1) < 0 or count * kind.itemsize > len(rest):
        raise ValueError(_("“{name}” in the npz is shorter than it says. Save it again.").format(name=where))
    if len(shape) > MOST_AXES or any(isinstance(length, bool) or length > MOST_BYTES for length in shape):
        raise ValueError(
            _("“{name}” in the npz has the shape {given}; at most three axes of whole numbers are read.").format(
                name=where, given=shorten(str(shape))
            )
        )
    array = np.frombuffer(rest, kind, count) if count else np.empty(0)
    with np.errstate(over="ignore"):  # long doubles
        return array.reshape(shape, order="F" if by_columns else "C").astype(float)
