"""The files of sample_data are what its README says they are, and can be read and run."""

import re
from pathlib import Path

import numpy as np
import pytest

from rnnviz.core.data.csv_table import column, read_series
from rnnviz.core.run import simulate
from rnnviz.core.scenario.scenario import Scenario

DATA = Path(__file__).parents[1] / "sample_data"
MOST_BYTES = 5_000


def text(name):
    return (DATA / name).read_text("utf-8")


def rows(name):
    return [line.split("\t") for line in text(name).splitlines()]


def words(line):
    return line.split(" ")


def test_every_file_stands_in_the_readme_and_is_small():
    listed = re.findall(r"^\| `([\w.]+)` \|", text("README.md"), re.MULTILINE)
    files = [path for path in DATA.iterdir() if path.name != "README.md"]
    assert sorted(listed) == sorted(path.name for path in files)
    assert all(0 < path.stat().st_size <= MOST_BYTES for path in files)


@pytest.mark.parametrize(
    "path", [path for path in DATA.iterdir() if path.name != "README.md"], ids=lambda path: path.name
)
def test_every_file_is_of_plain_lines(path):
    source = path.read_bytes()
    assert source.endswith(b"\n")
    assert b"\r" not in source
    assert all(line == line.strip() for line in source.decode().splitlines())


def test_the_rhyme_is_short_and_of_few_characters():
    rhyme = text("rhyme.txt")
    assert 700 <= len(rhyme) <= 1000
    assert set(rhyme) <= set("abcdefghijklmnopqrstuvwxyz ,.\n")
    assert f"{len(rhyme)} characters, {len(set(rhyme))} different" in text("README.md")


def test_the_chinese_rhyme_is_short_and_of_few_characters():
    rhyme = text("rhyme_zh.txt")
    assert 200 <= len(rhyme) <= 400
    assert all("\u4e00" <= character <= "\u9fff" for character in set(rhyme) - set("，。\n"))
    assert f"{len(rhyme)} 个字符，其中 {len(set(rhyme))} 个不同" in text("README.md")


@pytest.mark.parametrize("name", ["rhyme.txt", "rhyme_zh.txt"])
def test_a_rhyme_can_be_learnt(name):
    first = text(name).splitlines()[0]
    scenario = Scenario(encoding="characters", inputs=first, targets="", head="softmax", corpus=text(name))
    assert len(scenario.corpus_steps) == len(text(name).strip())
    assert np.isfinite(simulate(scenario).loss)


def test_sunspots_are_yearly_from_1700_to_2008():
    series = read_series((DATA / "sunspots.csv").read_bytes())
    assert series.names == ("YEAR", "SUNACTIVITY")
    assert series.values.shape == (309, 2)
    assert column(series, "YEAR").tolist() == list(range(1700, 2009))
    activity = dict(zip(*series.values.T.tolist(), strict=True))
    assert (activity[1700], activity[1957], activity[2008]) == (5.0, 190.2, 2.9)
    assert 0 <= min(activity.values()) <= max(activity.values()) == 190.2


def test_reviews_have_nine_words_and_a_class():
    reviews, labels = zip(*rows("reviews.txt"), strict=True)
    assert reviews[0] == "the action scenes were top notch in this movie"
    assert [len(words(review)) for review in reviews] == [9] * 4
    assert sorted(labels) == ["negative", "negative", "positive", "positive"]
    task = Scenario(
        encoding="words", shape="many_to_one", inputs="|".join(reviews), targets="|".join(labels), head="softmax"
    ).task
    assert task.x.shape[:2] == (4, 9)
    assert task.classes == ("positive", "negative")


def test_cars_are_the_same_words_in_another_order():
    (one, _one_means), (other, _other_means) = rows("cars.txt")
    assert rows("cars.txt") == [
        ["I had cleaned my car", "I did it"],
        ["I had my car cleaned", "somebody did it for me"],
    ]
    assert sorted(words(one)) == sorted(words(other))


def test_messages_have_a_number_for_each_word_and_a_class():
    ids, messages, classes = zip(*rows("messages.txt"), strict=True)
    assert classes == ("0", "0", "1", "1")
    assert [len(words(message)) for message in messages] == [4] * 4
    numbers = {
        (number, word)
        for i, m in zip(ids, messages, strict=True)
        for number, word in zip(words(i), words(m), strict=True)
    }
    assert {int(number) for number, _word in numbers} == set(range(1, 16))
    assert len(numbers) == 15  # no number stands for two words
    assert {number for number, word in numbers if word == "learning"} == {"4", "6"}
    task = Scenario(
        encoding="ids",
        shape="many_to_one",
        inputs="|".join(ids),
        targets="|".join(classes),
        head="softmax",
        input_size=16,
    ).task
    assert task.x.shape == (4, 4, 16)
    assert task.target[:, -1].tolist() == [[1, 0], [1, 0], [0, 1], [0, 1]]
