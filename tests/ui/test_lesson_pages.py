"""Every page of every lesson, by its link: it opens as it begins, with the controls it names and no others."""

import pytest
from opened_page import looked_at, press, said, visit

from rnnviz import LESSONS
from rnnviz.ui import link

PAGES = [(name, number) for name, lesson in LESSONS.items() for number in range(len(lesson.pages))]
WIDGETS = ("text_input", "number_input", "selectbox", "text_area", "checkbox")


def fields(page):
    """The fields of the sidebar that are to be seen."""
    return {widget.key.split()[0] for kind in WIDGETS for widget in getattr(page.sidebar, kind)} - {"guess"}


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_a_page_opens_by_its_link(name, number):
    page, lesson = visit(lesson=name, page=str(number + 1), lang="zh"), LESSONS[name]
    assert not page.error
    assert page.session_state.good == lesson.scenario(number)
    assert page.session_state.at == lesson.at(number)
    assert page.session_state.view == lesson.view(number)
    assert f"#### {lesson.words['zh'].page[number].title}" in [text.value for text in page.markdown]
    assert fields(page) == set(lesson.pages[number].controls) - {"weights", "view"}
    assert not page.button(key="lesson_leave").disabled
    assert page.query_params["lesson"] == name


def test_hidden_settings_keep_what_they_hold():
    page = visit(lesson="one_step", page="1", hidden_size="2", seed="5")
    assert page.session_state.good.seed == 5
    page.run()
    page.button(key="lesson_leave").click().run()
    assert not page.exception
    assert page.session_state.good.seed == 5
    assert "seed" in fields(page)


def test_a_guess_is_low_high_or_right_or_no_number():
    page, words = visit(lesson="one_step", page="1"), LESSONS["one_step"].words["en"].page[0]
    for guess, told in (("0.1", words.low), ("0.2", words.high), ("0.14", "0.14"), ("many", "is not a number")):
        (field,) = [field for field in page.text_input if field.key.startswith("guess ")]
        field.set_value(guess)
        assert told in said(press(page, "This is my answer"))
    looked_at(page.button(key="lesson_next").click().run())
    assert page.query_params["page"] == "2"


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"lesson": "none"}, "there is no lesson “none”"),
        ({"lesson": "one_step", "page": "99"}, "“page” is “99”; whole numbers from 1 to 5"),
        ({"lesson": "through_time", "page": "x"}, "“page” is “x”"),
    ],
)
def test_a_wrong_link_is_explained(parameters, complaint):
    page = visit(**parameters)
    assert [complaint in error.value.replace("\\", "") for error in page.error] == [True]
    wrong = []
    assert link.read_lesson(parameters, wrong) == (parameters["lesson"] if "page" in parameters else "", 1)
    assert len(wrong) == 1
