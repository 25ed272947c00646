"""Every lesson, by being a file: translated, with things to do and questions whose answers the run gives."""

import re

import numpy as np
import pytest

from rnnviz import LESSONS, simulate
from rnnviz.core.run import Run
from rnnviz.i18n import LANGUAGES
from rnnviz.lessons.asking import Choice
from rnnviz.lessons.doing import Now
from rnnviz.lessons.numbers import PLACE, Table
from rnnviz.lessons.reading import read_lesson, read_lessons

PAGES = [(name, number) for name, lesson in LESSONS.items() for number in range(len(lesson.pages))]
every_page = pytest.mark.parametrize(("name", "number"), PAGES)
every_lesson = pytest.mark.parametrize("name", LESSONS)

GOOD = """+++
title = "A lesson"
about = "Of two pages."

[[page]]
id = "one"
title = "One"
do = { at_least = 1 }
task = "Press →."

[[page]]
id = "two"
title = "Two"
ask = { answer = "y[1,1]", tolerance = 0.01 }
question = "y?"
low = "Too low."
high = "Too high."
right = "Yes."
+++

## one

Some prose.

## two

More prose: {y[1,1]:.3f}.
"""
WORDS = re.sub(r"^(do|ask) = .*\n", "", GOOD, flags=re.MULTILINE)


def run_at(name, number) -> Run:
    lesson = LESSONS[name]
    return simulate(lesson.scenario(number)).example(lesson.example(number) - 1)


def write(folder, english=GOOD, chinese=WORDS):
    paths = {"en": folder / "01_lesson.en.md", "zh": folder / "01_lesson.zh.md"}
    for path, text in zip(paths.values(), (english, chinese), strict=True):
        path.write_text(text, "utf-8")
    return paths


def test_there_are_lessons():
    assert {"one_step", "one_step_back", "through_time", "vanishing_exploding"} <= LESSONS.keys()


@every_lesson
def test_a_lesson_is_translated_and_has_things_to_do_and_to_answer(name):
    lesson = LESSONS[name]
    assert lesson.words.keys() == LANGUAGES.keys()
    assert any(page.do for page in lesson.pages)
    assert any(page.ask for page in lesson.pages)
    assert 3 <= len(lesson.pages) <= 12


@every_lesson
def test_a_translation_is_no_copy(name):
    for page, other in zip(LESSONS[name].words["en"].page, LESSONS[name].words["zh"].page, strict=True):
        assert all(re.search(r"[\u4e00-\u9fff]", getattr(other, text)) for text in page.said - {"id", "choices"})


@every_page
def test_both_languages_show_the_same_numbers(name, number):
    said = [" ".join(map(str, words.page[number].model_dump().values())) for words in LESSONS[name].words.values()]
    assert len({frozenset(place[0] for place in PLACE.finditer(text)) for text in said}) == 1


@every_page
def test_all_numbers_of_a_page_are_there(name, number):
    table = Table.of(run_at(name, number))
    for words in LESSONS[name].words.values():
        for text in words.page[number].model_dump().values():
            assert "—" not in table.fill(str(text)) or "—" in str(text)


@every_page
def test_what_is_revealed_is_right(name, number):
    page, table = LESSONS[name].pages[number], Table.of(run_at(name, number))
    if page.ask:
        assert page.ask.judge(page.ask.reveal(table), table) == "right"
    if isinstance(page.ask, Choice):
        assert 1 <= int(page.ask.reveal(table)) <= len(page.choices)


@every_page
def test_a_page_waits(name, number):
    """Nothing is done before the learner has done it."""
    lesson, run = LESSONS[name], run_at(name, number)
    before = number - 1 if lesson.pages[number].view is None else number
    now = Now(run.scenario, run, lesson.at(number), lesson.view(before))
    assert lesson.pages[number].do is None or not lesson.pages[number].do.done(now)


@every_page
def test_the_cursor_of_a_page_is_there(name, number):
    assert 0 <= LESSONS[name].at(number) <= 2 * run_at(name, number).steps


def test_a_file_is_read(tmp_path):
    write(tmp_path)
    (lesson,) = read_lessons(tmp_path).values()
    assert lesson.name == "lesson"
    assert lesson.words["zh"].page[1].prose == "More prose: {y[1,1]:.3f}."
    assert [type(page.do).__name__ for page in lesson.pages] == ["AtLeast", "NoneType"]
    np.testing.assert_allclose(Table.of(simulate(lesson.scenario(1))).value(lesson.pages[1].ask.answer), 0.698906, 1e-5)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GOOD.replace("about", "abuot"), ["01_lesson.en.md", "abuot", "about", "preset"]),
        (GOOD.replace("task =", "tasks ="), ["tasks", "controls", "bugs"]),
        (GOOD.replace("at_least", "atleast"), ["at_least", "radius_above", "trained"]),
        (GOOD.replace("tolerance", "tol"), ["tolerance", "choice"]),
        (GOOD.replace('low = "Too low."\n', ""), ["two", "lacks low"]),
        (GOOD.replace("do = { at_least = 1 }\n", ""), ["one", "nothing to do"]),
        (GOOD.replace("## two", "## three"), ["one", "two", "three"]),
        (GOOD.replace('title = "One"', 'title = "One"\nview = "stpe"'), ["stpe", "gradient"]),
        (GOOD.replace('title = "One"', 'title = "One"\ncontrols = ["size"]'), ["size", "hidden_size"]),
        (GOOD.replace('title = "One"', 'title = "One"\nbugs = ["fly"]'), ["fly", "state_overwritten"]),
        (GOOD.replace("[[page]]", "[page", 1), ["no TOML"]),
        (GOOD.replace("+++", "---"), ["+++"]),
    ],
)
def test_what_is_wrong_in_a_header_is_said(tmp_path, wrong, said):
    with pytest.raises(ValueError, match=r"01_lesson\.en\.md") as error:
        read_lesson("lesson", write(tmp_path, wrong))
    assert all(part in str(error.value) for part in said), str(error.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (WORDS.replace('task = "Press →."\n', ""), ["one", "task"]),
        (WORDS.replace('low = "Too low."', 'low = "Too low."\nwrong = "?"'), ["two", "wrong"]),
        (WORDS.replace('title = "One"', 'title = "One"\nat = 3'), ["at", "task, question"]),
        (WORDS.replace('id = "two"', 'id = "too"').replace("## two", "## too"), ["one", "two"]),
    ],
)
def test_what_is_wrong_in_a_translation_is_said(tmp_path, wrong, said):
    with pytest.raises(ValueError, match=r"01_lesson\.zh\.md") as error:
        read_lesson("lesson", write(tmp_path, chinese=wrong))
    assert all(part in str(error.value) for part in said), str(error.value)


def test_a_lesson_without_a_translation_is_refused(tmp_path):
    write(tmp_path)["zh"].unlink()
    with pytest.raises(ValueError, match="lacks its file in: zh"):
        read_lessons(tmp_path)


def test_a_file_of_another_name_is_refused(tmp_path):
    (tmp_path / "lesson.md").write_text(GOOD, "utf-8")
    with pytest.raises(ValueError, match=r"lesson\.md: lessons are called"):
        read_lessons(tmp_path)
