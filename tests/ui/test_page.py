"""The page, without a browser: it opens, explains what is wrong, and each of its buttons keeps its word."""

from itertools import cycle

import numpy as np
import pytest
from opened_page import click, looked_at, press, read, said, told, visit

from rnnviz.core.presets import PRESETS
from rnnviz.core.scenario.messages import choices
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.weight_text import write_weights
from rnnviz.core.verify.pytorch_reference import references
from rnnviz.i18n import LANGUAGES, catalogue
from rnnviz.ui import link
from rnnviz.ui.cache import picture_of

FOUR = PRESETS["four"].scenario
MENUS = [name for name in Scenario.model_fields if name != "biases" and choices(name)]


def key(page, name):
    times = page.session_state.times_set.get(name, 0)
    return f"{name} {times}" if times else name


def choose(page, name, value):
    """Set the widget of a field, whatever its kind."""
    if name == "weights":
        page.session_state[name] = value
        return looked_at(page.run())
    kind = "text_input" if isinstance(Scenario.model_fields[name].default, str) else "number_input"
    return looked_at(getattr(page, kind)(key=key(page, name)).set_value(value).run())


def fields(page):
    """The fields of the drawer that are to be seen."""
    kinds = ("text_input", "number_input", "selectbox", "text_area", "checkbox")
    return {widget.key.split()[0] for kind in kinds for widget in getattr(page.sidebar, kind)}


def good(page):
    """The Scenario in view."""
    return page.session_state.good


def assert_shows(page, scenario):
    assert good(page) == scenario
    assert {name: page.session_state[key(page, name)] for name in Scenario.model_fields} == scenario.model_dump()
    assert not page.error


def test_what_is_fed_back_can_be_chosen_only_where_something_is():
    assert "feedback" not in fields(visit(preset="four"))
    assert "feedback" in fields(visit(preset="copy"))


@pytest.mark.parametrize(
    ("name", "matters", "matters_not"),
    [
        ("activation", {"cell": "elman"}, {"cell": "lstm", "weights": ""}),
        ("block_state", {"block": "2"}, {}),
        ("embedding", {"encoding": "words"}, {}),
        ("learning_rate", {"view": "train"}, {}),
    ],
)
def test_a_setting_that_cannot_matter_is_not_drawn_and_keeps_its_value(name, matters, matters_not):
    assert name in fields(visit(**matters))
    page = visit(**matters_not)
    before = getattr(good(page), name)
    assert name not in fields(page)
    assert getattr(good(choose(page, "seed", 7)), name) == before
    assert name in fields(visit(see=name))


def test_a_setting_that_comes_back_has_its_value_and_another_key():
    page = visit(preset="four", block="2", block_state="reset")
    choose(page, "block", 0)
    assert "block_state" not in fields(page)
    choose(page, "block", 2)
    assert page.selectbox(key=key(page, "block_state")).value == "reset"
    assert key(page, "block_state") != "block_state"
    assert good(page).block_state == "reset"


def test_what_cannot_be_used_stays_in_sight():
    page = choose(visit(preset="classifier", view="train"), "learning_rate", -1)
    assert "learning_rate" in fields(click(page, "view", "step"))


@pytest.mark.parametrize(("language", "at"), [*zip(LANGUAGES, cycle("12"), strict=False)])
@pytest.mark.parametrize("name", PRESETS)
def test_every_example_opens_in_every_language(name, language, at):
    page = visit(preset=name, lang=language, at=at)
    assert_shows(page, PRESETS[name].scenario)
    say = catalogue(language).gettext
    items = [item for group in told(page, "frame")["example"]["groups"] for item in group["items"]]
    assert {say(preset.title) for preset in PRESETS.values()} == {item["title"] for item in items}
    assert [item["name"] for item in items if item["chosen"]] == [name]
    assert say("Network") in [heading.value for heading in page.subheader]


def test_every_example_opens_with_one_click_at_step_0():
    page = visit(at="2")
    for name, preset in PRESETS.items():
        jump = page.session_state.jump
        click(page, "example", name)
        assert_shows(page, preset.scenario)
        assert page.session_state.jump != jump
        assert page.session_state.at == 0
        page.session_state["at"] = 2


def test_another_language_is_one_choice_and_stays_in_the_link():
    page = visit()
    page.session_state["lang"] = "zh"
    looked_at(page.run())
    assert catalogue("zh").gettext("Undo") in [button.label for button in page.button]
    assert page.query_params["lang"] == "zh"
    assert_shows(page, link_opened(page))


def link_opened(page):
    """What another visitor sees who opens the page's address."""
    return good(visit(**dict(page.query_params)))


@pytest.mark.parametrize("name", MENUS)
def test_any_choice_of_a_menu_is_shown_or_explained(name):
    page = visit(preset="copy" if name == "feedback" else "four", see=name)
    for choice in choices(name):
        before = good(page)
        looked_at(page.selectbox(key=key(page, name)).set_value(choice).run())
        assert getattr(good(page), name) == (getattr(before, name) if page.error else choice)
        assert link.read(dict(page.query_params)).scenario == good(page)


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("inputs", "abc", "is not a number"),
        ("inputs", "", "nothing was given"),
        ("inputs", ";;", "nothing was given"),
        ("inputs", "0.2 NaN", "“NaN”"),
        ("inputs", "0.2 1e400", "1.79e308"),
        ("inputs", "1 2; 3", "step 2 has 1 numbers"),
        ("inputs", "0.2 0.4;; 0.2 0.4", "step 2 is empty"),
        ("inputs", "0.2 0.4 | 0.2 0.4; 0.2 0.4", "example 2 has 2"),
        ("targets", "0.9; 0.8", "2 steps were given"),
        ("h0", "1 2 3", "1×1×2 is needed"),
        ("weights", "1*Wh*2*0.5", "is not whole"),
        ("weights", "2*Wx*", "ends with “*”"),
        ("weights", "1*Wx*2*0.5*", "rows of “2”"),
        ("weights", "1*Wq*1*0.5*", "Wx, Wh, Wo"),
        ("hidden_size", 0, "1 to 128"),
        ("seed", 99_999_999, "0 to 999999"),
        ("block", 9999, "0 to 200"),
        ("hidden_size", None, "nothing"),
        ("seed", None, "nothing"),
        ("scale", None, "nothing"),
        ("inputs", "; ".join(["1 2"] * 201), "at most 200"),
    ],
)
def test_a_wrong_field_is_explained_and_the_last_good_state_stays(name, value, complaint):
    page = visit(preset="four", at="3")
    address = dict(page.query_params)
    choose(page, name, value)
    assert [complaint in read(error.value) for error in page.error] == [True]
    assert good(page) == FOUR
    assert dict(page.query_params) == address
    assert page.session_state.at == 3
    choose(page, name, getattr(FOUR, name))
    assert_shows(page, FOUR)


@pytest.mark.parametrize(
    ("name", "value", "parts"),
    [
        ("output_size", 3, ("Targets", "symbol 4", "0 to 2")),
        ("inputs", "1 2 500", ("Sequence", "symbol 500")),
        ("inputs", "1 2 -3", ("Sequence", "“-3”")),
        ("inputs", "1 2 x", ("Sequence", "“x”")),
        ("inputs", "1 2 1.5", ("Sequence", "“1.5”")),
    ],
)
def test_what_is_no_symbol_is_refused_and_can_be_undone(name, value, parts):
    scenario = PRESETS["softmax"].scenario
    page = choose(visit(preset="softmax"), name, value)
    assert all(part in said(page) for part in parts), said(page)
    assert good(page) == scenario
    assert_shows(press(page, "Undo"), scenario)


def test_what_a_visitor_typed_is_not_read_as_markdown():
    page = choose(visit(), "inputs", "**a** <i> $x$")
    assert r"\*\*a\*\*" in page.error[0].value


def test_a_broken_link_is_explained_and_opens_the_first_example():
    page = visit(hidden_size="zero", at="99")
    assert len(page.error) == 2
    assert all(error.value.startswith("Link") for error in page.error)
    assert good(page) == PRESETS["once"].scenario


def test_the_message_of_a_wrong_link_goes_with_what_is_done_next():
    mended = choose(visit(hidden_size="9999", lang="en"), "hidden_size", 3)
    assert not said(mended)
    opened = visit(preset="none")
    assert "“none”" in said(opened)
    assert not said(click(opened, "example", "four"))
    assert_shows(opened, FOUR)


def test_numbers_that_overflow_are_explained():
    page = visit(activation="identity", weights=write_weights({"Wx": [[1e200] * 2] * 2, "Wh": [[1e200] * 2] * 2}))
    assert not page.error
    assert ["overflow" in warning.value for warning in page.warning] == [True]
    alone = {"inputs": "1e160 0; 0 0", "shape": "many_to_one"}  # the first step's loss, which does not count
    assert "overflow" in said(
        visit(activation="identity", targets="1", weights="1*Wx*2*1_1_1_1*Wh*2*0_0_0_0*", **alone)
    )
    changed = choose(visit(preset="four", activation="identity"), "weights", "1*Wh*2*1e200_.4_.5_.5*")
    assert "overflow" in said(changed)
    assert not said(press(changed, "Undo"))


def test_undo_takes_one_change_back_at_a_time():
    page = visit(preset="four")
    choose(page, "seed", 5)
    choose(page, "block", 2)
    assert_shows(press(page, "Undo"), FOUR.but(seed=5))
    assert_shows(press(page, "Undo"), FOUR)
    assert_shows(press(page, "Undo"), FOUR)


def test_each_change_that_a_button_makes_is_one_to_undo():
    page = visit(preset="four", seed="5")
    before = good(page)
    carried = press(page, "Carry the state on")
    first = good(carried)
    second = good(press(page, "Carry the state on"))
    assert len({before.h0, first.h0, second.h0}) == 3
    assert_shows(press(page, "Undo"), first)
    assert_shows(press(page, "Undo"), before)


AT_ONCE = {
    "Carry the state on": lambda seen: seen.h0,
    "New random weights": lambda seen: seen.seed != FOUR.seed,
}


@pytest.mark.parametrize("label", AT_ONCE)
def test_what_was_typed_just_before_a_click_is_not_lost(label):
    page = visit(preset="four")
    page.number_input(key="scale").set_value(0.25)
    press(page, label)
    assert AT_ONCE[label](good(page))
    assert good(page).scale == 0.25
    assert_shows(press(page, "Undo"), FOUR.but(scale=0.25))
    assert_shows(press(page, "Undo"), FOUR)


def test_what_was_typed_just_before_an_example_is_not_lost():
    page = visit(preset="four")
    page.number_input(key="scale").set_value(0.25)
    assert_shows(click(page, "example", "softmax"), PRESETS["softmax"].scenario)
    assert_shows(press(page, "Undo"), FOUR.but(scale=0.25))


def test_what_was_typed_just_before_undo_is_taken_back():
    page = visit(preset="four")
    page.number_input(key="scale").set_value(0.25)
    assert_shows(press(page, "Undo"), FOUR)


def test_what_was_typed_just_before_training_is_trained():
    page = visit(preset="classifier", view="train", epochs="3")
    page.number_input(key="learning_rate").set_value(0.5)
    press(page, "Train")
    assert page.session_state.training.scenario.learning_rate == 0.5
    assert good(page).learning_rate == 0.5


def test_undo_takes_an_opened_example_back():
    page = choose(visit(preset="four"), "weights", write_weights({"Wh": [[0.9] * 2] * 2}))
    edited = good(page)
    click(page, "example", "softmax")
    assert_shows(press(page, "Undo"), edited)
    assert_shows(press(page, "Undo"), FOUR)


def test_reset_after_an_undone_example_goes_where_it_went_before():
    page = visit(preset="four")
    click(page, "example", "softmax")
    press(page, "Undo")
    choose(page, "block", 2)
    assert_shows(press(page, "Reset"), FOUR)


def test_undo_takes_a_wrong_text_back_and_nothing_else():
    page = choose(visit(preset="four"), "seed", 5)
    choose(page, "inputs", "abc")
    assert_shows(press(page, "Undo"), FOUR.but(seed=5))


def test_undo_takes_a_first_wrong_text_back():
    page = choose(visit(preset="four"), "inputs", "abc")
    assert_shows(press(page, "Undo"), FOUR)


def test_reset_goes_back_to_step_0_and_the_settings_of_the_example():
    page = visit(preset="four", at="3")
    for name, value in {"block": 2, "inputs": "1 1; 2 2"}.items():
        choose(page, name, value)
    jump = page.session_state.jump
    assert_shows(press(page, "Reset"), FOUR)
    assert page.session_state.at == 0
    assert page.session_state.jump != jump


def test_reset_goes_back_to_the_settings_of_the_link():
    page = choose(visit(preset="four", block="3"), "block", 2)
    assert_shows(press(page, "Reset"), FOUR.but(block=3))


def test_reset_keeps_the_weights():
    page = visit(preset="softmax")
    choose(page, "seed", 5)
    choose(page, "scale", 2.0)
    choose(page, "weights", write_weights({"b": [[1.0] * 20]}))
    before = good(page).params
    choose(page, "block", 2)
    press(page, "Reset")
    assert good(page).block == 0
    for name, matrix in before.items():
        np.testing.assert_array_equal(getattr(good(page).params, name), matrix, err_msg=name)


def test_reset_keeps_the_weights_that_still_have_a_place():
    page = choose(visit(preset="four"), "hidden_size", 3)
    assert good(page).params.Wh.shape == (3, 3)
    assert_shows(press(page, "Reset"), FOUR)


def test_reset_can_be_undone():
    page = choose(visit(preset="four"), "block", 2)
    press(page, "Reset")
    assert_shows(press(page, "Undo"), FOUR.but(block=2))


def test_new_random_weights_are_another_seed_and_the_settings_stay():
    page = press(choose(visit(preset="four"), "block", 2), "New random weights")
    seed = good(page).seed
    assert seed != FOUR.seed
    assert_shows(page, FOUR.but(block=2, seed=seed, weights=""))
    press(page, "New random weights")
    assert good(page).seed != seed
    assert_shows(press(page, "Undo"), FOUR.but(block=2, seed=seed, weights=""))


def test_a_change_of_size_keeps_the_weights_set_by_hand():
    page = choose(visit(preset="four"), "hidden_size", 3)
    np.testing.assert_array_equal(good(page).params.Wh[:2, :2], FOUR.params.Wh)
    choose(page, "hidden_size", 2)
    assert_shows(page, FOUR)


def test_a_sequence_typed_anew_brings_its_own_width():
    page = visit(preset="softmax")
    looked_at(page.selectbox(key=key(page, "encoding")).set_value("numbers").run())
    choose(page, "inputs", "1 2 3; 4 5 6; 7 8 9; 1 2 3; 4 5 6")
    assert not page.error
    assert good(page).task.x.shape == (1, 5, 3)


def test_a_size_set_anew_fits_the_typed_numbers():
    page = choose(visit(preset="four"), "input_size", 3)
    np.testing.assert_array_equal(good(page).task.x, np.pad(FOUR.task.x, [(0, 0), (0, 0), (0, 1)]))
    choose(page, "output_size", 2)
    assert good(page).task.target.shape == (1, 4, 2)
    choose(page, "input_size", 1)
    np.testing.assert_array_equal(good(page).task.x, FOUR.task.x[:, :, :1])
    assert not page.error


def test_the_example_in_view_is_one_of_the_batch():
    page = visit(inputs="1 | 2 | 3", weights="", at="1")
    looked_at(page.number_input(key="example").set_value(3).run())
    assert told(page, "stage")["picture"] == picture_of(good(page), 2, "en")
    choose(page, "inputs", "1 | 2")
    assert page.session_state.example <= 2
    choose(page, "inputs", "1")
    assert not page.error
    assert [field.key for field in page.number_input if field.key == "example"] == []


def test_a_link_points_to_a_step_that_is_there():
    page = choose(visit(preset="four", at="8"), "inputs", "0.2 0.4")
    assert not visit(**dict(page.query_params)).error


def test_what_a_part_of_the_page_asks_for_opens_and_undo_leads_back():
    page, asked = visit(preset="four", at="3"), references("gru")[-1].scenario
    page.session_state["asked"] = asked
    looked_at(page.run())
    assert_shows(page, asked)
    assert page.session_state.at == 0
    assert "asked" not in page.session_state
    assert link_opened(page) == asked
    assert_shows(press(page, "Undo"), FOUR)


def test_a_bad_link_is_read_once_for_each_language(monkeypatch):
    read, links = link.read, []
    monkeypatch.setattr(link, "read", lambda given: links.append(given) or read(given))
    page = visit(hidden_size="0", h0="1 2 3", at="1")
    (first, second) = [error.value for error in page.error]
    assert "Hidden H" in first
    assert "h0" in second
    once = len(links)
    for _ in range(3):
        looked_at(page.run())
    assert len(page.error) == 2
    assert len(links) == once <= 2
    page.session_state["lang"] = "zh"
    looked_at(page.run())
    assert "隐藏 H" in page.error[0].value
    assert len(links) == once + 1
