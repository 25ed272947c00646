"""Weights to and from PyTorch: a module's state_dict in a safetensors file, in which nothing can be run."""

from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from safetensors import SafetensorError, deserialize
from safetensors.numpy import save

from rnnviz.core.arrays import Array
from rnnviz.core.data.limits import MAX_WEIGHTS
from rnnviz.core.pytorch.name_matching import match
from rnnviz.core.pytorch.state_dict import Shape, Tensor, tensors, turned
from rnnviz.core.run import Run
from rnnviz.core.scenario.argument_checks import check_run, check_scenario
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import write_weights
from rnnviz.core.text.typed import shorten
from rnnviz.i18n import _

MEGABYTE = 2**20
MAX_FILE = 64 * MEGABYTE
MAX_HEADER = MEGABYTE  # three layers need 2,000 bytes; the library takes 7 s to read one of 40 MB
FORMATS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}

__all__ = ["Tensor", "load_weights", "save_weights", "tensors"]


class Stored(NamedTuple):
    """A tensor as it lies in the file; ``format`` is the file's word for its numbers, F32 for float32."""

    format: str
    shape: Shape
    data: bytes


def save_weights(run: Run) -> bytes:
    """The run's weights as a safetensors file of float64, which ``load_state_dict`` takes; ``tensors`` lists them.

    >>> from rnnviz.core.run import simulate
    >>> file = save_weights(simulate(Scenario(seed=1)))
    >>> load_weights(file, Scenario()).params.Wx.tolist() == Scenario(seed=1).params.Wx.tolist()
    True
    """
    check_run(run, "save_weights")
    weights = dict(run.params.items())
    rest, arrays = dict(weights), {}
    for tensor in tensors(run.scenario):
        blocks = [turned(name, rest.pop(name, np.zeros_like(weights[name]))) for name in tensor.holds]
        arrays[tensor.name] = np.ascontiguousarray(np.concatenate(blocks))  # memory is written as it lies
    return save(arrays)


def load_weights(source: str | Path | bytes, scenario: Scenario) -> Scenario:
    """``scenario`` with all its weights set by hand to those of a safetensors file, given by its path or its bytes.

    Each tensor of ``tensors`` must be there in its shape, and no other; the modules may have any names. Raises
    ValueError with a sentence where that is not so. Numbers are kept exactly, as float64. PyTorch's two biases are
    added to one; trained at the same learning rate, the two together would move twice as far as the one.

    >>> load_weights(b"PK", Scenario())
    Traceback (most recent call last):
        ...
    ValueError: PyTorch weights: the 2 bytes given are not a whole safetensors file. Write one in PyTorch with \
safetensors.torch.save_file(model.state_dict(), path); files of torch.save are not read.
    """
    check_scenario(scenario, "load_weights")
    wanted, found = tensors(scenario), read_file(source)
    names = match({name: stored.shape for name, stored in found.items()}, wanted, scenario.cell)
    matrices: dict[str, Array] = {}
    for tensor, name in zip(wanted, names, strict=True):
        for matrix, block in zip(tensor.holds, np.split(numbers(name, found[name]), len(tensor.holds)), strict=True):
            matrices[matrix] = added(matrix, matrices[matrix], block) if matrix in matrices else turned(matrix, block)
    return scenario.but(weights=as_text(matrices))


def read_file(source: str | Path | bytes) -> dict[str, Stored]:
    """The tensors of a safetensors file (github.com/huggingface/safetensors), in the order of their names.

    Eight bytes count the bytes of the header, which is JSON and says where each tensor's numbers lie after it.

    >>> read_file(save({"fc.bias": np.zeros(2)}))["fc.bias"].shape
    (2,)
    """
    if not isinstance(source, str | Path | bytes):
        raise TypeError(
            _("{given} was given; load_weights takes the path of a safetensors file or its bytes.").format(
                given=type(source).__name__
            )
        )
    content = source if isinstance(source, bytes) else read_path(source)
    check_size(content)
    try:
        entries = sorted(deserialize(content), key=itemgetter(0))
    except SafetensorError:
        raise ValueError(not_safetensors(content)) from None
    return {name: Stored(entry["dtype"], tuple(entry["shape"]), entry["data"]) for name, entry in entries}


def read_path(path: str | Path) -> bytes:
    """The file's bytes, of one that is too large only so many that it is seen to be."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_FILE + 1)
    except (OSError, ValueError):  # a path with a zero byte is a ValueError
        raise ValueError(
            _("PyTorch weights: “{given}” cannot be read. Give the path of a safetensors file.").format(
                given=shorten(str(path))
            )
        ) from None


def check_size(content: bytes) -> None:
    header = int.from_bytes(content[:8], "little")
    if len(content) > MAX_FILE:
        raise ValueError(
            _(
                "PyTorch weights: a file of more than {allowed} MB was given, at most {allowed} MB are allowed. "
                "Give the file of a smaller network."
            ).format(allowed=MAX_FILE // MEGABYTE)
        )
    if header > len(content) - 8:
        raise ValueError(not_safetensors(content))
    if header > MAX_HEADER:
        raise ValueError(
            _(
                "PyTorch weights: the file's header has {given} bytes, at most {allowed} are allowed. "
                "Give the file of a network with fewer tensors."
            ).format(given=header, allowed=MAX_HEADER)
        )


def not_safetensors(content: bytes) -> str:
    return _(
        "PyTorch weights: the {given} bytes given are not a whole safetensors file. Write one in PyTorch with "
        "safetensors.torch.save_file(model.state_dict(), path); files of torch.save are not read."
    ).format(given=len(content))


def numbers(name: str, stored: Stored) -> Array:
    """A tensor's numbers as float64, exactly, in its shape.

    >>> numbers("fc.bias", Stored("BF16", (2,), bytes([0x80, 0x3F, 0x40, 0xC0])))
    array([ 1., -3.])
    """
    if stored.format not in FORMATS:
        raise ValueError(
            _(
                "PyTorch weights: the numbers of “{name}” are of the format {given}; {allowed} are allowed. "
                "Save the state_dict of model.float()."
            ).format(name=shorten(name), given=stored.format, allowed=", ".join(FORMATS))
        )
    array = np.frombuffer(stored.data, FORMATS[stored.format])
    if stored.format == "BF16":  # the upper half of a float32
        array = (array.astype("<u4") << 16).view("<f4")
    if not np.isfinite(array).all():
        raise ValueError(
            _(
                "PyTorch weights: “{name}” has a number that is not finite: {given}. "
                "Only finite numbers are allowed; give weights from before the training went astray."
            ).format(name=shorten(name), given=array[~np.isfinite(array)][0])
        )
    return array.astype(float).reshape(stored.shape)


def added(matrix: str, one: Array, other: Array) -> Array:
    with np.errstate(over="ignore"):
        bias = one + other
    if not np.isfinite(bias).all():
        raise ValueError(
            _(
                "PyTorch weights: the two biases that make {name} add up to more than 1.79e308, "
                "the largest number there is. Give smaller ones."
            ).format(name=matrix)
        )
    return bias


def as_text(matrices: Mapping[str, Array]) -> str:
    """The matrices as a Scenario has them."""
    text = write_weights(matrices)
    if len(text) > MAX_WEIGHTS:
        raise ValueError(
            _(
                "PyTorch weights: the {given} numbers take {characters} characters in a scenario, at most {allowed} "
                "are allowed. Choose fewer layers or a smaller Hidden H, and give the file of such a network."
            ).format(given=sum(array.size for array in matrices.values()), characters=len(text), allowed=MAX_WEIGHTS)
        )
    return text
