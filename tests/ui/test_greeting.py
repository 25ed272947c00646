"""Who comes by a link that says nothing reads three lines; whoever has done something does not read them again."""

import pytest
from opened_page import looked_at, press, visit

from rnnviz import LESSONS
from rnnviz.core.presets import PRESETS
from rnnviz.i18n import LANGUAGES, catalogue
from rnnviz.ui.first_visit import FIRST, lines
from rnnviz.ui.words import plain

CLOSE = "first_close"


def click(page, key):
    return looked_at(page.button(key=key).click().run())


def greets(page):
    return CLOSE in [button.key for button in page.button]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_explains_itself_in_three_lines(language):
    page = visit(lang=language)
    said = [text.value for text in page.markdown if all(plain(line) in text.value for _icon, line in lines())]
    assert [len(text.splitlines()) for text in said] == [3]
    assert catalogue(language).gettext("Start the first lesson") in [button.label for button in page.button]


def test_it_starts_on_the_smallest_example():
    shown = visit().session_state.good
    assert shown == PRESETS["once"].scenario
    sizes = {name: preset.scenario.task.x.size * preset.scenario.hidden_size for name, preset in PRESETS.items()}
    assert min(sizes, key=sizes.get) == "once"


@pytest.mark.parametrize(
    "parameters",
    [{"preset": "four"}, {"at": "1"}, {"view": "train"}, {"seed": "3"}, {"lesson": "one_step"}, {"utm_source": "mail"}],
)
def test_a_link_that_says_something_is_no_first_visit(parameters):
    assert not greets(visit(**parameters))


def test_the_first_lesson_opens_as_its_menu_opens_it():
    by_box, by_menu = click(visit(), "first_lesson"), click(visit(), f"lesson {FIRST}")
    assert next(iter(LESSONS)) == FIRST
    assert by_box.session_state.opened == by_menu.session_state.opened
    assert dict(by_box.query_params) == dict(by_menu.query_params)
    for page in (by_box, by_menu):
        assert not greets(page)


def test_what_is_closed_stays_closed():
    page = click(visit(), CLOSE)
    assert not greets(page)
    assert not greets(looked_at(page.run()))
    assert not greets(click(page, "open once"))


def test_it_leads_to_the_help_page_and_is_there_again_afterwards():
    page = click(visit(), "first_help")
    assert page.session_state.view == "help"
    assert page.query_params["view"] == "help"
    assert not greets(page)
    page.session_state["view"] = "step"
    assert greets(looked_at(page.run()))


def test_another_language_is_not_yet_something_done():
    page = visit()
    page.session_state["lang"] = "zh"
    assert greets(looked_at(page.run()))


def test_a_step_leaves_it_where_it_is():
    page = visit()
    page.session_state["at"] = 2
    assert greets(looked_at(page.run()))


DONE = {
    "an example": lambda page: click(page, "open four"),
    "the same example": lambda page: click(page, "open once"),
    "a setting": lambda page: looked_at(page.number_input(key="hidden_size").set_value(3).run()),
    "other weights": lambda page: press(page, "New random weights"),
    "another view": lambda page: looked_at(seen(page, "train").run()),
}


def seen(page, view):
    page.session_state["view"] = view
    return page


@pytest.mark.parametrize("done", DONE)
def test_it_goes_once_something_is_done_and_does_not_come_back(done):
    page = DONE[done](visit())
    assert not greets(page)
    press(page, "Undo")
    assert not greets(looked_at(seen(page, "step").run()))
