"""A link restores the exact state; what is wrong with one is said and left out."""

from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.cells import Elman
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.nn.shapes import shapes
from rnnviz.core.presets import PRESETS
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.ui import link
from rnnviz.ui.address import Place, write

FIRST_LOOK = link.Look()
HOSTILE = "a b&c=d?e#f%g+h;i/é你<b>\"'"


class Address(dict):
    """The page's address: what is written to it goes through a real query string, as in a browser."""

    changes = 0

    def to_dict(self):
        return dict(self)

    def from_dict(self, parameters):
        self.changes += 1
        self.clear()
        self.update(parse_qsl(urlencode(parameters), keep_blank_values=True, strict_parsing=bool(parameters)))


def read(parameters):
    """Scenario, cursor, example in view, and what is wrong."""
    return link.read(parameters)[:4]


def written(
    scenario, at=0, language=None, address=None, example=1, preset="once", view="step", look=FIRST_LOOK, pinned=None
):
    address = Address() if address is None else address
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rnnviz.ui.address.st.query_params", address)
        write(preset, scenario, Place(at, example, view, look, pinned), language)
    return address


@st.composite
def scenarios(draw):
    """Sequences of numbers, some weights set by hand, and every choice."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    N, T, D, H, O = rng.integers(1, (3, 5, 4, 4, 4), endpoint=True).tolist()
    head, biases = draw(st.sampled_from(list(HEADS))), draw(st.booleans())
    by_hand = {
        name: rng.normal(size=shape) for name, shape in shapes(Elman(ACTIVATIONS["tanh"]), D, H, O, biases).items()
    }
    for matrix in by_hand.values():
        matrix[rng.random(matrix.shape) < 0.3] = np.nan
    return Scenario(
        inputs=rng.normal(size=(N, T, D)),
        targets=rng.integers(O, size=(N, T, 1)) if HEADS[head].classes else rng.normal(size=(N, T, O)),
        input_size=draw(st.sampled_from([None, D])),
        hidden_size=H,
        output_size=O,
        activation=draw(st.sampled_from(["sigmoid", "tanh", "relu", "identity"])),
        head=head,
        biases=biases,
        shape=draw(st.sampled_from(["step_by_step", "many_to_one"])),
        h0=draw(st.sampled_from(["", rng.normal(size=(N, H))])),
        init=draw(st.sampled_from(["uniform", "normal", "xavier", "orthogonal"])),
        scale=draw(st.floats(0, 100)),
        seed=draw(st.integers(0, 999_999)),
        block=draw(st.integers(0, 200)),
        block_state=draw(st.sampled_from(["carried", "reset"])),
        weights=draw(st.sampled_from(["", by_hand])),
    )


@settings(deadline=None)
@given(scenarios(), st.data())
def test_a_written_link_is_read_back_exactly(scenario, data):
    at = data.draw(st.integers(0, 2 * scenario.task.x.shape[1]))
    assert read(written(scenario, at)) == (scenario, at, 1, [])


@settings(deadline=None)
@given(st.text("ab &=?#%+;\t\n/é你<>\"'\\", min_size=1).filter(str.strip))
def test_a_text_is_read_back_exactly(text):
    scenario = Scenario(encoding="characters", inputs="a" + text, targets="", head="softmax")
    assert read(written(scenario)) == (scenario, 0, 1, [])


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_read_back_by_its_name_and_as_it_is_written(name):
    scenario = PRESETS[name].scenario
    assert read({"preset": name}) == (scenario, 0, 1, [])
    assert read(written(scenario, 2, "zh")) == (scenario, 2, 1, [])
    address = written(scenario, preset=name, address=Address(at="1"))
    assert address == {"preset": name}
    assert link.read(address).preset == name


def test_a_link_says_only_what_differs_from_its_example():
    scenario = PRESETS["rhyme"].scenario.but(seed=3)
    address = written(scenario, 1, preset="rhyme", view="train")
    assert address == {"preset": "rhyme", "seed": "3", "at": "1", "view": "train"}
    assert read(address) == (scenario, 1, 1, [])


def test_a_link_without_a_preset_is_the_first_example():
    assert written(link.START) == {"preset": "once"}
    assert written(link.START, 1) == {"at": "1"}
    assert read({}) == (link.START, 0, 1, [])


def test_a_page_that_was_opened_without_a_link_needs_none_until_something_is_done():
    four = PRESETS[link.FIRST].scenario
    assert written(four, preset=link.FIRST) == {}
    assert written(four, 1, preset=link.FIRST) == {"preset": "four", "at": "1"}
    address = written(four, 1, preset=link.FIRST)
    assert written(four, 0, None, address, preset=link.FIRST) == {"preset": "four"}


def test_a_link_says_only_what_differs_from_the_first_example():
    assert written(link.START.but(seed=3), 1, "zh") == {"seed": "3", "at": "1", "lang": "zh"}


@pytest.mark.parametrize("language", [None, "", "fr", "<b>"])
def test_a_language_that_nobody_chose_is_not_written(language):
    assert written(link.START, 0, language) == {"preset": "once"}


def test_the_address_is_left_alone_while_nothing_changes():
    address = written(PRESETS["softmax"].scenario, 3, "en")
    assert address.changes == 1
    written(PRESETS["softmax"].scenario, 3, "en", address)
    assert address.changes == 1
    written(link.START, 0, None, address)
    assert address == {"preset": "once"}


def test_a_preset_can_be_changed_in_the_link():
    scenario = PRESETS["four"].scenario.but(activation="relu", block=2)
    assert read({"preset": "four", "activation": "relu", "block": "2"}) == (scenario, 0, 1, [])


def test_an_empty_parameter_is_an_empty_field():
    scenario, _at, _example, wrong = read({"weights": "", "h0": "", "input_size": "", "output_size": ""})
    assert not wrong
    assert scenario == link.START.but(weights="")


BAD = {
    "encoding": ["bytes", ""],
    "inputs": ["abc", "1,5 2", "1 2; 3", ";", ""],
    "targets": ["x", "nan", "1 | 2", ""],
    "input_size": ["0", "3", "two", "129"],
    "hidden_size": ["0", "129", "2.5", "zero", "", "1e9", "-1", HOSTILE],
    "output_size": ["0", "7", "1000"],
    "cell": ["transformer", ""],
    "layers": ["0", "4", "two"],
    "activation": ["gelu", "", "Sigmoid"],
    "head": ["softmin", ""],
    "biases": ["maybe", ""],
    "shape": ["first", ""],
    "feedback": ["loud", ""],
    "embedding": ["-1", "4", "129", "E"],
    "corpus": ["abc"],
    "optimizer": ["magic", ""],
    "learning_rate": ["-1", "fast"],
    "epochs": ["0", "10001", "2.5"],
    "batch_size": ["-1", "65"],
    "clip_norm": ["-1", "nan"],
    "clip_value": ["-1", "x"],
    "h0": ["1 2 3", "zero"],
    "init": ["zeros", ""],
    "scale": ["-1", "inf", "nan", "big", "", "1e400"],
    "seed": ["-1", "0.5", "1000000", ""],
    "block": ["-1", "201", "all"],
    "block_state": ["kept", ""],
    "weights": ["1", "2*Wh*2*0.5", "1*Wh*2*0.5_0.4_0.5_0.5", "1*Wz*1*1*", "1*Wh*1*1*", "1*Wh*2*a_b_c_d*", HOSTILE],
    "at": ["-1", "3", "x", "1.5", " 1", "", "9" * 30, "²"],
    "preset": ["none", "", HOSTILE],
}


def test_every_field_has_a_bad_example():
    assert BAD.keys() == Scenario.model_fields.keys() | {"at", "preset"}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_a_bad_parameter_becomes_a_sentence_and_the_first_example(name, value):
    scenario, at, _example, wrong = read({name: value})
    assert (scenario, at) == (link.START, 0)
    (said,) = wrong
    assert said.startswith("Link: ")
    assert said.endswith(".")


SAID = [
    ("hidden_size=0", ["“0”", "1 to 128"]),
    ("hidden_size=two", ["“two”", "1 to 128"]),
    ("input_size=9999", ["“9999”", "128"]),
    ("scale=nan", ["“nan”", "0 to 100"]),
    ("scale=inf", ["“inf”", "0 to 100"]),
    ("seed=-1", ["“-1”", "0 to 999999"]),
    ("block=201", ["“201”", "0 to 200"]),
    ("activation=swish", ["“swish”", "sigmoid, tanh, relu, identity"]),
    ("biases=maybe", ["“maybe”", "true, false"]),
    ("inputs=", ["nothing was given", "0.2 0.4; 0.2 0.4"]),
    ("inputs=" + "%3B".join(["0.2 0.4"] * 201), ["201 steps", "200"]),
    ("inputs=0.2 0.4%3B 1", ["step 2 has 1", "step 1 has 2"]),
    ("weights=1*Wx*2*0.5*", ["Wx", "1 cells"]),
    ("weights=1*Wx*2*0.5_0.2_0.1_1e400*", ["Wx", "“1e400”", "1.79e308"]),
    ("weights=1*Wx*2*0.5_0.2_0.1_NaN*", ["Wx", "“NaN”"]),
    ("at=abc", ["“abc”", "0 to 2"]),
    ("at=-1", ["“-1”", "0 to 2"]),
    ("at=99999999999999999999", ["999", "0 to 2"]),
    ("preset=none", ["“none”", "once, four, stateful, stateless, batch, softmax"]),
    ("h0=1+2+3", ["1×1×3", "1×1×2"]),
    ("encoding=ids&inputs=1+2&targets=0&head=softmax&input_size=2", ["symbol 2", "0 to 1"]),
]


@pytest.mark.parametrize(("query", "parts"), SAID, ids=[query[:40] for query, _parts in SAID])
def test_what_is_wrong_is_quoted_and_what_is_allowed_is_said(query, parts):
    (said,) = link.read(dict(parse_qsl(query, keep_blank_values=True))).wrong
    assert all(part in said for part in parts), said


def test_what_is_right_in_a_link_stays_beside_what_is_wrong():
    scenario, at, _example, wrong = read({"seed": "7", "activation": "relu", "scale": "big", "at": "1"})
    assert len(wrong) == 1
    assert (scenario, at) == (link.START.but(seed=7, activation="relu"), 1)


def test_every_bad_parameter_is_told():
    assert len(link.read({"hidden_size": "0", "head": "loud", "at": "x", "preset": "none", "example": "2"}).wrong) == 5


def test_what_is_no_setting_is_passed_over():
    assert read({"utm_source": "mail", "lang": "zh"}) == (link.START, 0, 1, [])


parameters = st.sampled_from([*Scenario.model_fields, "at", "preset", "lang", "embed"])
values = st.text() | st.sampled_from(["0", "1", "2; 3", "1 | 2", "ids", "characters", "softmax", *PRESETS])


@settings(deadline=None)
@given(st.dictionaries(parameters, values))
def test_any_link_opens_a_page_and_says_each_problem_in_a_line(parameters):
    scenario, at, _example, wrong = read(parameters)
    assert 0 <= at <= 2 * scenario.task.x.shape[1]
    for said in wrong:
        assert said.startswith("Link: ")
        assert len(said.splitlines()) == 1
        assert len(said) < 600


def test_the_example_in_view_is_in_the_link():
    scenario = link.START.but(inputs="0.2 0.4 | 0.1 0.3 | 0 1")
    assert read(written(scenario, example=3)) == (scenario, 0, 3, [])
    assert "example" not in written(scenario)


@pytest.mark.parametrize("example", ["0", "2", "x", ""])
def test_an_example_that_is_not_there_gets_a_sentence(example):
    opened = link.read({"example": example})
    assert opened[:3] == (link.START, 0, 1)
    (said,) = opened.wrong
    assert "“example”" in said
    assert "from 1 to 1" in said


@pytest.mark.parametrize("look", [link.Look(), link.Look(2, 2, "Whr2"), link.Look(0, 1, "Wo", bars=True)])
def test_what_of_the_gradient_is_looked_at_is_in_the_link(look):
    scenario = link.START.but(cell="gru", layers=2, weights="")
    address = written(scenario, view="gradient", look=look)
    assert link.read(address).look.within(scenario) == look.within(scenario)
    assert not link.read(address).wrong
    assert not {"unit", "layer", "matrix", "bars"} & set(written(scenario, look=look))


@pytest.mark.parametrize(
    ("name", "value"),
    [("unit", "3"), ("unit", "x"), ("layer", "2"), ("layer", "0"), ("bars", "2"), ("matrix", HOSTILE)],
)
def test_a_look_at_what_is_not_there_becomes_a_sentence(name, value):
    opened = link.read({name: value})
    (sentence,) = opened.wrong
    assert name in sentence or "weight" in sentence
    assert opened.look.within(link.START) == link.Look().within(link.START)


def test_that_the_stage_is_presented_is_in_the_link():
    place = Place(2, 1, "step", FIRST_LOOK, present=True)
    address = Address()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rnnviz.ui.address.st.query_params", address)
        write("four", PRESETS["four"].scenario, place, None)
    assert address == {"preset": "four", "at": "2", "present": "1"}
    assert read(address) == (PRESETS["four"].scenario, 2, 1, [])
    assert link.read_present(address, wrong := [])
    assert not wrong


@pytest.mark.parametrize("name", ["none", "Losses", HOSTILE, "x" * 500])
def test_another_way_to_present_becomes_a_sentence(name):
    wrong = []
    assert not link.read_present({"present": name}, wrong)
    (said,) = wrong
    assert "“present” is “" in said
    assert len(said) < 150


def test_the_pinned_run_is_in_the_link_of_the_comparison():
    pinned = link.START.but(activation="tanh", seed=5)
    address = written(link.START, view="compare", pinned=pinned)
    assert link.read(address).pinned == pinned
    assert link.read(written(link.START, view="compare", pinned=link.START)).pinned == link.START
    assert link.read(written(link.START, pinned=pinned)).pinned is None
    (said,) = link.read({"a.seed": "x"}).wrong
    assert "Seed" in said


def test_a_view_that_there_is_not_is_said():
    (sentence,) = link.read({"view": "foo<b>"}).wrong
    assert "there is no view “foo<b>”" in sentence
    assert "gradient" in sentence
    assert link.read_view({"view": "foo"}, []) == "step"


def test_a_lesson_does_not_open_on_the_help_page():
    assert link.read_view({"lesson": "one_step", "view": "help"}, []) == "step"
    assert link.read_view({"view": "help"}, []) == "help"
