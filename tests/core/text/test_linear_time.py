"""Whatever is read takes time in proportion to its length, also where it is refused."""

import gc
import json
from contextlib import suppress
from time import thread_time

import numpy as np
import pytest
from safetensors.numpy import save

from rnnviz import Scenario, load_weights
from rnnviz.core.data.csv_table import read_series
from rnnviz.core.data.vocabulary import split
from rnnviz.core.diagnosis.handed_in import read_handed_in
from rnnviz.core.scenario.from_file import open_text
from rnnviz.core.scenario.weight_text import read_weights
from rnnviz.core.text.typed import read_ids, read_number, read_rows
from rnnviz.ui import link

TIMES, MOST = 8, 20  # so much longer a text may take so many times as long
ENOUGH = 2e-3  # seconds: shorter ones are not measured well
LONGEST = 20_000


def typed(text):
    return read_rows(text, "Sequence")


def corpus(text):
    return Scenario(encoding="words", inputs="to be", targets="", head="softmax", corpus=text)


def labels(text):
    return Scenario(encoding="words", inputs="to be", targets=text, shape="many_to_one", head="softmax")


def tensors(count):
    return save({f"part{i}.weight": np.zeros((1, 1), np.float32) for i in range(count)})


READERS = {
    "many matrices": (read_weights, lambda n: "1*" + "".join(f"a{i}*1*1*" for i in range(n))),
    "many cells": (read_weights, lambda n: "1*Wh*1*" + "_".join(["1"] * n) + "*"),
    "no weights": (read_weights, lambda n: "1*" + "*" * n),
    "steps": (typed, lambda n: "1;" * n),
    "numbers of a step": (typed, lambda n: "1 " * n),
    "examples": (typed, lambda n: "1|" * n + "1"),
    "commas": (typed, lambda n: "," * n),
    "ids": (lambda text: read_ids(text, "Sequence"), lambda n: "1 " * n),
    "digits": (lambda text: read_number(text, "Wh"), lambda n: "." + "1" * n + "e5x"),
    "words": (lambda text: split(text, "words"), lambda n: "a-b " * n),
    "a word": (lambda text: split(text, "words"), lambda n: "a-" * n),
    "a corpus": (corpus, lambda n: "to be " * n),
    "classes": (labels, lambda n: "|".join(f"a{i}" for i in range(n))),
    "rows of a file": (read_series, lambda n: b"1,2\n" * n),
    "quotation marks": (read_series, lambda n: b'"' + b'1,"2\n' * n),
    "empty rows": (read_series, lambda n: b"1\n" + b"\n" * n + b"x"),
    "a text": (lambda source: open_text(source, "words"), lambda n: b"to be " * n),
    "handed in as CSV": (read_handed_in, lambda n: "h\n" + "1,2\n" * n),
    "handed in as JSON": (read_handed_in, lambda n: json.dumps({"h": [[0.5]] * n})),
    "a link of many settings": (link.read, lambda n: {f"a{i}": "1" for i in range(n)}),
    "a link of many matrices": (link.read, lambda n: {"weights": "1*" + "".join(f"a{i}*1*1*" for i in range(n))}),
    "tensors": (lambda source: load_weights(source, Scenario()), tensors),
}


def seconds(read, given):
    """The shortest of five, in this thread, whatever else the machine does, and whatever rubbish other tests left."""
    taken = []
    gc.collect()
    gc.disable()
    for _ in range(5):
        getattr(read, "cache_clear", lambda: None)()
        begun = thread_time()
        with suppress(ValueError):
            read(given)
        taken.append(thread_time() - begun)
    gc.enable()
    return min(taken)


@pytest.mark.parametrize("kind", READERS)
def test_eight_times_the_text_takes_no_square_of_the_time(kind):
    read, make = READERS[kind]
    size = 100
    while (short := seconds(read, make(size))) < ENOUGH and size < LONGEST:
        size *= 2
    assert seconds(read, make(TIMES * size)) < MOST * short
