"""Who comes by a link that says nothing is told what they will learn; whoever has done something is not told again."""

import pytest
from opened_page import click, looked_at, press, told, visit

from rnnviz import LESSONS
from rnnviz.core.presets import PRESETS
from rnnviz.i18n import LANGUAGES, catalogue
from rnnviz.ui.first_visit import FIRST


def greets(page):
    return told(page, "frame")["greeting"] is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_says_what_one_will_learn_and_a_button_begins(language):
    greeting = told(visit(lang=language), "frame")["greeting"]
    assert greeting["said"].count("。" if language == "zh" else ".") == 1
    assert greeting["begin"] == catalogue(language).gettext("Begin lesson 1")
    assert greeting["lesson"] == FIRST == next(iter(LESSONS))


def test_it_opens_the_four_steps_and_plays_them_once():
    page = visit()
    assert page.session_state.good == PRESETS["four"].scenario
    assert told(page, "stage")["play"]
    assert not told(looked_at(page.run()), "stage")["play"]
    assert dict(page.query_params) == {}
    assert not told(visit(preset="four"), "stage")["play"]


def test_the_smallest_example_is_named_in_its_link():
    assert dict(click(visit(), "example", "once").query_params) == {"preset": "once"}


@pytest.mark.parametrize(
    "parameters",
    [{"preset": "four"}, {"at": "1"}, {"view": "train"}, {"seed": "3"}, {"lesson": "one_step"}, {"utm_source": "mail"}],
)
def test_a_link_that_says_something_is_no_first_visit(parameters):
    assert not greets(visit(**parameters))


def test_what_is_closed_stays_closed():
    page = click(visit(), "close", "greeting")
    assert not greets(page)
    assert not greets(looked_at(page.run()))
    assert not greets(click(page, "example", "four"))


def test_it_is_there_again_after_the_help_page():
    page = click(visit(), "view", "help")
    assert page.query_params["view"] == "help"
    assert not greets(page)
    assert greets(click(page, "view", "step"))


def test_another_language_is_not_yet_something_done():
    assert greets(click(visit(), "language", "zh"))


def test_a_step_leaves_it_where_it_is():
    page = visit()
    page.session_state["at"] = 2
    assert greets(looked_at(page.run()))


DONE = {
    "a lesson": lambda page: click(page, "lesson", FIRST),
    "an example": lambda page: click(page, "example", "once"),
    "the same example": lambda page: click(page, "example", "four"),
    "a setting": lambda page: looked_at(page.number_input(key="hidden_size").set_value(3).run()),
    "other weights": lambda page: press(page, "New random weights"),
    "another view": lambda page: click(page, "view", "train"),
}


@pytest.mark.parametrize("done", DONE)
def test_it_goes_once_something_is_done_and_does_not_come_back(done):
    page = DONE[done](visit())
    assert not greets(page)
    press(page, "Undo")
    assert not greets(click(page, "view", "step"))
