"""What is handed in as text or as a file: read, or refused with a sentence, whatever it is."""

import json
import re
import struct
import zipfile
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz import Scenario, diagnose, simulate
from rnnviz.core.diagnosis import read_handed_in
from rnnviz.core.diagnosis.archive import MOST_BYTES

RUN = simulate(Scenario(inputs="1 2; 3 4; 5 6 | 1 0; 0 1; 1 1"))


def npz(save=np.savez, **arrays):
    file = BytesIO()
    save(file, **arrays)
    return file.getvalue()


def zipped(content, name="dWh.npy", method=zipfile.ZIP_DEFLATED):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def npy(shape, descr="<f8", data=b""):
    header = f"{{'descr': {descr!r}, 'fortran_order': False, 'shape': {shape!r}, }}".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_npz_comes_back_as_it_was(save):
    rng = np.random.default_rng(0)
    arrays = {"dWh": rng.normal(size=(2, 3)), "h": np.asfortranarray(rng.normal(size=(2, 3, 4))), "loss": np.array(0.5)}
    arrays |= {"b": np.arange(3), "a": np.float32([[0.1]]), "y": np.empty((0, 2)), "p": np.array([1.0], ">f8")}
    found = read_handed_in(npz(save, **arrays))
    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        np.testing.assert_array_equal(found[name], array)
        assert found[name].dtype == float


def test_a_run_s_own_numbers_in_each_format_are_right():
    signals, params = RUN.trace.signals, RUN.gradients.params
    arrays = {"h": signals["h"], "dWh": params.Wh, "dbo": params.bo, "L": RUN.losses, "loss": RUN.loss}
    as_json = json.dumps({name: np.asarray(array).tolist() for name, array in arrays.items()})
    assert diagnose(RUN, read_handed_in(npz(**arrays))).right
    assert diagnose(RUN, read_handed_in(as_json)).right
    assert diagnose(RUN, read_handed_in(as_json.encode("utf-8-sig"))).right
    for separator in (",", ";", "\t", ", "):
        assert diagnose(RUN, read_handed_in(as_csv(arrays, separator))).right


def as_csv(arrays, separator):
    lines = []
    for name, array in arrays.items():
        if np.ndim(array) == 0:
            lines.append(f"{name}{separator}{array!r}")
            continue
        lines.append(name)
        for example in array if array.ndim == 3 else [np.atleast_2d(array)]:
            lines += [*(separator.join(map(repr, row.tolist())) for row in example), ""]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dWh\n1,2\n3,4", {"dWh": [[1, 2], [3, 4]]}),
        ("dWh;;\n1;2;\n3;4;\nloss;0,5".replace("0,5", "0.5"), {"dWh": [[1, 2], [3, 4]], "loss": [0.5]}),
        ("dWh,1,2\n3,4", {"dWh": [[1, 2], [3, 4]]}),
        ("dWh,1,2\ndWh,3,4\nloss,5", {"dWh": [[1, 2], [3, 4]], "loss": [5]}),
        ("h,1\nh,2\n\nh,3\nh,4", {"h": [[[1], [2]], [[3], [4]]]}),
        ("h\n1,\n,4\n?,nan", {"h": [[1, np.nan], [np.nan, 4], [np.nan, np.nan]]}),
        ("h\n1\n2\n\n3\n4\n\n\ndb\n5", {"h": [[[1], [2]], [[3], [4]]], "db": [[5]]}),
        ("dL/dWh\n１，−２", {"dL/dWh": [[1, -2]]}),
        ('{"h": [null, 1e-3]}', {"h": [np.nan, 0.001]}),
        ('{"h": NaN}', {"h": np.nan}),
        ("", {}),
        ("h\n", {"h": []}),
    ],
)
def test_what_is_read(text, found):
    read = read_handed_in(text)
    assert read.keys() == found.keys()
    for name, array in found.items():
        np.testing.assert_array_equal(read[name], np.array(array, float))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('{"h": [1, 2', "The JSON cannot be read at line 1, column 12."),
        ("[1, 2]", "The JSON is no object."),
        ('{"h": ' + "[" * 100_000, "The JSON is nested too deeply."),
        ('{"h": 1, "h": 2}', "h was handed in twice."),
        ('{"h": {"a": 1}}', "h: this is no array of numbers"),
        ('{"h": [true]}', "h: this is no array of numbers"),
        ('{"h": ["1"]}', "h: this is no array of numbers"),
        ('{"h": [[[[1]]]]}', "h: this is no array of numbers"),
        ('{"h": 1e999}', "h has a number that is not finite."),
        ('{"h": ' + "9" * 5000 + "}", "h has a number that is not finite."),
        ("1,2", "Line 1: “1,2” stands below no name."),
        ("h\n1,x", "h: “x” is not a number."),
        ("h\n1,2\n3", "h: this is no array of numbers"),
        ("h\n1\nh\n2", "h was handed in twice."),
        ("h,1\n2\nh,1\n2", "h was handed in twice."),
        ("h,1\ndb,1\nh,2", "h was handed in twice."),
        ("{" + ",".join(f'"n{i}": 1' for i in range(20_000)) + ', "n9": 2}', "20001 names were handed in; at most 256"),
        ("h" + "\n1" * 490_000, "The CSV has about 490000 cells; at most 100000 are read."),
        ("h" + ",1" * 490_000, "The CSV has about 490000 cells; at most 100000 are read."),
        ("x" * 1_000_001, "1000001 characters were handed in; at most 1000000 are read."),
        ("\n".join(f"n{i}\n1" for i in range(257)), "257 names were handed in; at most 256 are read."),
        (b"\x00\x01", "The file is not text"),
        (b"PK\x03\x04", "The file is no whole npz."),
        (npz(h=np.eye(9))[:-40], "The file is no whole npz."),
        (npz(h=np.array([None, 1], dtype=object)), "“h” in the npz holds object; only"),
        (npz(h=np.array(["a"])), "“h” in the npz holds <U1; only"),
        (npz(h=np.array([1j])), "“h” in the npz holds complex128; only"),
        (npz(h=np.array([(1, 2)], dtype=[("a", "f8"), ("b", "f8")])), "“h” in the npz holds [("),
        (npz(h=np.array([True])), "“h” in the npz holds bool; only"),
        (npz(h=np.array([np.inf])), "h has a number that is not finite."),
        (npz(h=np.zeros((1, 1, 1, 1))), "“h” in the npz has the shape (1, 1, 1, 1); at most three axes"),
        (npz(np.savez_compressed, h=np.zeros(MOST_BYTES // 8)), "The npz holds 1 arrays and 4194432 bytes unpacked;"),
        (npz(**{f"n{i}": np.zeros(1) for i in range(257)}), "The npz holds 257 arrays and"),
        (zipped(b"no array"), "“dWh” in the npz is no NumPy array."),
        (zipped(npy((2, 2), data=b"1234")), "“dWh” in the npz is shorter than it says."),
        (zipped(npy((10**9, 10**9))), "“dWh” in the npz is shorter than it says."),
        (zipped(npy((-1, 2), data=bytes(64))), "“dWh” in the npz is shorter than it says."),
        (zipped(npy((True, True), data=bytes(64))), "“dWh” in the npz has the shape (True, True); at most three axes"),
        (zipped(npy((0, 2**70))), "“dWh” in the npz has the shape (0, 11805916"),
        (zipped(npy((1,) * 70, data=bytes(64))), "“dWh” in the npz has the shape (1, 1, "),
        (zipped(npy((1,), data=bytes(8)), method=zipfile.ZIP_BZIP2), "The file is no whole npz."),
        (zipped(npy((1,), data=bytes(8)), method=zipfile.ZIP_LZMA), "The file is no whole npz."),
    ],
)
def test_what_is_refused(source, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        read_handed_in(source)


def test_a_size_in_the_directory_that_lies_is_not_believed():
    bomb = zipped(npy((MOST_BYTES,), data=bytes(8 * MOST_BYTES)))
    real = struct.pack("<L", 8 * MOST_BYTES + len(npy((MOST_BYTES,))))
    assert real in bomb
    with pytest.raises(ValueError, match=r"^(The file is no whole npz|“dWh” in the npz is shorter)"):
        read_handed_in(bomb.replace(real, struct.pack("<L", 1000)))


nearly = st.lists(
    st.sampled_from(["h", "dWh", ",", ";", "\n", "1", "-2.5", "e3", "{", "}", "[", "]", '"h":', "null", " ", "９", "²"])
).map("".join)


def reads_or_explains(read):
    refusal = ""
    try:
        read()
    except ValueError as error:
        refusal = str(error)
    assert not refusal or refusal.strip().endswith(".")


@settings(max_examples=300)
@given(st.text() | st.binary() | nearly | st.binary().map(lambda data: b"PK" + data))
def test_whatever_is_handed_in(source):
    reads_or_explains(lambda: diagnose(RUN, read_handed_in(source)))


@settings(max_examples=200)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_an_npz_with_some_bytes_changed(at, patch):
    whole = npz(np.savez_compressed, dWh=np.eye(2))
    reads_or_explains(lambda: read_handed_in(whole[:at] + patch + whole[at + len(patch) :]))
