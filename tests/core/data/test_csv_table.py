"""Files of numbers as people and spreadsheets save them, and files that are none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from rnnviz.core.data.csv_table import column, decode, read_series, scaled
from rnnviz.core.data.limits import MAX_BYTES

TABLE = [[1700.0, 5.0], [1701.0, 11.5]]
numbers = st.floats(-1.79e308, 1.79e308)
tables = arrays(float, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=numbers)
nearly_tables = st.text(alphabet='0123456789.,;\t \n\r"-eExy１，\ufeff', max_size=60)


def refusal(source):
    with pytest.raises(ValueError, match=r"\.$") as refused:
        read_series(source if isinstance(source, bytes) else source.encode())
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
@pytest.mark.parametrize("text", ["year,数\n1700,5\n1701,11.5\n", "1700,5\n1701,11.5"])
def test_every_encoding(encoding, text):
    if encoding == "utf-32":
        assert "not text" in refusal(text.encode(encoding))
    else:
        assert read_series(text.encode(encoding)).values.tolist() == TABLE


def test_a_text_is_left_as_it_is():
    assert decode("小雨，滴答。\r\n".encode("gb18030")) == "小雨，滴答。\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "1700,5\n1701,11.5",
        "1700;5\r\n1701;11.5\r\n",
        "1700;5\r1701;11,5\r",
        "1700\t5\n1701\t11,5\n",
        "1700 5\n1701 11.5",
        "  1700   5 \n 1701  11.5 \n",
        "1700, 5\n1701, 11.5",
        '"1700","5"\n"1701","11.5"',
        '"1700";"5,0"\n"1701";"11,5"',
        '"1700"\t"5"\n"1701"\t"11.5"',
        '"1700" "5"\n"1701" "11.5"',
        "\n\n1.7e3,+5.\n\n1701,11.50\n\n",
        "1700,5,,\n1701,11.5,,\n,,,\n",
        "１７００，５\n１７０１，１１．５",
    ],
)
def test_the_same_table_in_many_hands(text):
    series = read_series(text.encode())
    assert series.values.tolist() == TABLE
    assert series.names == ("Column 1", "Column 2")


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ('"YEAR","SUNACTIVITY"', ("YEAR", "SUNACTIVITY")),
        (",activity", ("Column 1", "activity")),
        ("x,x", ("x", "x (2)")),
        ('"time, UTC","mean; max"', ("time, UTC", "mean; max")),
        ('"time;\n(UTC; h)",y', ("time; (UTC; h)", "y")),
        ("年份，黑子数", ("年份", "黑子数")),
        ("NA,K", ("NA", "K")),
        ("x" * 50 + ",<b>\u200b", ("x" * 39 + "…", "<b>")),
    ],
)
def test_a_first_row_of_words_names_the_columns(heading, names):
    series = read_series(f"{heading}\n1700,5\n1701,11.5".encode())
    assert series.names == names
    assert series.values.tolist() == TABLE


def test_one_column_may_have_a_heading_with_any_marks():
    series = read_series(b"mean temperature; noon, UTC\n5\n6")
    assert series.names == ("mean temperature; noon, UTC",)
    assert series.values.tolist() == [[5.0], [6.0]]


@pytest.mark.parametrize(
    ("source", "given", "allowed"),
    [
        ("", "empty", "a row for each step"),
        (" \n;;\n\t\n", "empty", "a row for each step"),
        ("\ufeff", "empty", "a row for each step"),
        ("x,y\n", "only “x, y”", "at least one row"),
        (b"1\n" * (MAX_BYTES // 2 + 1), "2000002 bytes", "2000000 (2 MB)"),
        (b"PK\x03\x04\x14\x00\x06\x00", "begins with “PK", "UTF-8, UTF-16 and GB18030"),
        (b"\xff\xfe1", "begins with “ÿþ1”", "UTF-8, UTF-16 and GB18030"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "begins with", "CSV"),
        ("1,2\n3,x4\n5,6", "Row 2, column “Column 2”: “x4” is not a number", "such as 0.5"),
        ("x,y\n\n1,\n3,4", "Row 3 has 1 columns", "row 1 has 2"),
        ("x,y\n1,2\n,4", "Row 3, column “x”: “” is not a number", "such as 0.5"),
        ("1,2\n3,4\n5", "Row 3 has 1 columns", "row 1 has 2"),
        ("1,2\n3", "Row 1, column “Column 1”: “1,2” is not a number", "such as 0.5"),
        ("1\n2,3", "Row 2 has 2 columns", "row 1 has 1"),
        ("1,5\n1 000,5", "Row 2, column “Column 1”: “1 000”", "decimal point"),
        ("1.5\t2\n1,234\t2", "Row 2, column “Column 1”: “1,234”", "decimal point"),
        ("1;2\n1,234,567;2", "“1,234,567”", "decimal point"),
        ("x\n1\nnan\n", "Row 3, column “x”: “nan” is not a number", "such as 0.5"),
        ("nan\n1\n2", "Row 1, column “Column 1”: “nan” is not a number", "such as 0.5"),
        ("-Inf,NA\n1,2", "Row 1, column “Column 1”: “-Inf” is not a number", "such as 0.5"),
        ("1\n1e400", "“1e400” is too large", "up to 1.79e308"),
        ("day,place,x\n2001-01-01,Oslo,1\n2001-01-02,Rome,2", "these columns: day, place.", "delete these columns"),
        ("1," * 129, "129 columns", "at most 128"),
        (("1 " * 100 + "\n") * 1001, "100100 numbers in all", "at most 100000"),
        ('1,"2\n3,4', "Row 2: quotation marks", "numbers need none"),
        ('1,"2"3\n', "Row 1: quotation marks", "numbers need none"),
        ('"' + "1" * 200_000 + '"', "far too long", "numbers need none"),
        ("1\n<b>" + "x" * 99, "“<b>xxxx", "such as 0.5"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_cannot_be_read_becomes_a_sentence(source, given, allowed):
    text = refusal(source)
    assert given in text
    assert allowed in text
    assert len(text) < 250


def outcome(source):
    try:
        return read_series(source)
    except ValueError as refused:
        return refused


@given(st.binary() | nearly_tables.map(str.encode) | st.text().map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_a_series_or_a_sentence(source):
    answer = outcome(source)
    if isinstance(answer, ValueError):
        assert type(answer) is ValueError
        assert str(answer).endswith(".")
    else:
        assert np.isfinite(answer.values).all()
        assert answer.values.shape[1] == len(set(answer.names))


@given(tables, st.sampled_from([",", ";", "\t", " ", ", ", "   "]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_written_numbers_are_read_back_to_the_last_bit(values, delimiter, end, named):
    rows = [delimiter.join(map(repr, row)) for row in values.tolist()]
    heading = [delimiter.join(f"x{k}" for k in range(values.shape[1]))] if named else []
    series = read_series(end.join([*heading, *rows]).encode())
    assert series.values.tobytes() == values.tobytes()
    assert all(column(series, name).tolist() == values[:, k].tolist() for k, name in enumerate(series.names))


@given(tables, st.sampled_from([";", "\t"]))
def test_decimal_commas_are_read_back_to_the_last_bit(values, delimiter):
    rows = [delimiter.join([*map(repr, row), "0"]).replace(".", ",") for row in values.tolist()]
    assert read_series("\n".join(rows).encode()).values[:, :-1].tobytes() == values.tobytes()


@given(tables)
def test_scaled_is_0_to_1_in_the_same_order(values):
    unit = scaled(values)
    assert unit.shape == values.shape
    assert unit.round(4).tolist() == unit.tolist()
    assert (unit.min(axis=0) == 0).all()
    assert ((unit.max(axis=0) == 1) | (np.ptp(values / 4, axis=0) < 1e-300)).all()
    for old, new in zip(values.T, unit.T, strict=True):
        assert (np.diff(new[np.argsort(old)]) >= 0).all()


def test_the_largest_numbers_can_be_scaled():
    assert scaled(np.array([[-1.79e308], [0.0], [1.79e308]])).tolist() == [[0.0], [0.5], [1.0]]


def test_a_column_of_equal_numbers_is_scaled_to_0():
    assert scaled(np.array([[3.0], [3.0]])).tolist() == [[0.0], [0.0]]


def test_an_unknown_column_is_refused():
    with pytest.raises(ValueError, match=r"“z” is not a column. One of these is allowed: x, y\."):
        column(read_series(b"x,y\n1,2"), "z")


@pytest.mark.parametrize("piece", [b"1,", b",", b"\n", b'"', b'",', b" ", b"\xb0\xa1", b"9", b"x\n"])
def test_two_megabytes_of_anything_are_refused(piece):
    refusal(piece * (MAX_BYTES // len(piece)))
