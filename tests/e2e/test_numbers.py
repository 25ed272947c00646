"""The numbers beside the pictures are the run's own, in every column, going forward and coming back."""

import numpy as np
import pytest

from rnnviz import PRESETS, simulate

pytestmark = pytest.mark.browser

NOT_YET, NOTHING = "·", "—"
BACKWARD = {"output_gradients", "hidden_gradients", "gradient_size", "network_back"}


def named(letter, signal, start=None):
    """(T, K) → {name: T + 1 numbers}, column 0 from ``start`` or empty."""
    first = np.full(signal.shape[1], np.nan) if start is None else start
    rows = np.vstack([first, signal]).T
    return {f"{letter}{i}": row for i, row in enumerate(rows, 1)}


def sizes(**signals):
    return {name: np.concatenate([[np.nan], np.linalg.norm(rows, axis=1)]) for name, rows in signals.items()}


def readout(run):
    """What must stand beside each picture, from the run alone: figure → name → T + 1 numbers."""
    signals, grads, params = run.trace.signals, run.gradients.signals, run.params
    x, h, y = (signals[name][0] for name in "xhy")
    dy, dh, da, dx = (grads[name][0] for name in ("y", "h", "a", "x"))
    losses = run.losses[0]
    size = np.linalg.norm(np.vstack([run.gradients.h0[0], dh]), axis=1)
    factor = np.linalg.norm(da @ params.Wh.T, axis=1) / size[1:]
    forward = {"‖x Wx‖": x @ params.Wx, "‖h Wh‖": run.trace.h_before[0] @ params.Wh, "‖h Wo‖": h @ params.Wo}
    back = {"‖dL/dy‖": dy, "y → h": grads["h_from_output"][0], "h → x": dx, "h → h before": da @ params.Wh.T}
    return {
        "network": sizes(**forward) | {"L": [np.nan, *losses]},
        "inputs": named("x", x) if run.scenario.encoding == "numbers" else numbered("", x),
        "hidden_states": named("h", h, run.trace.h0[0]),
        "outputs": outputs(run, y),
        "losses": {"Lt": [np.nan, *losses], "Σ L": [0.0, *np.cumsum(losses)]},
        "output_gradients": numbered("dy ", dy) if run.head.classes else named("dy", dy),
        "hidden_gradients": named("dh", dh, run.gradients.h0[0]),
        "gradient_size": {"‖dh‖": size, "factor": [np.nan, *factor]},
        "network_back": sizes(**back),
    }


def outputs(run, y):
    if run.head.classes:
        return numbered("p ", run.trace.signals["p"][0]) | numbered("y ", y)
    return named("y", y) | named("t", run.target[0])


def numbered(letter, signal):
    """Classes and symbols count from 0."""
    rows = np.vstack([np.full(signal.shape[1], np.nan), signal]).T
    return {f"{letter}{i}": row for i, row in enumerate(rows)}


def text(value):
    """Six decimals, or four digits in scientific notation where those would hide the number."""
    if np.isnan(value):
        return NOTHING
    fits = value == 0 or 1e-4 <= abs(value) < 1e6
    return (f"{value + 0.0:.6f}" if fits else f"{value:.3e}").replace("-", "−")


def texts(run, at):
    """Everything that must stand on the page at cursor ``at``."""
    coming = at > run.steps
    column = 2 * run.steps + 1 - at if coming else at
    return {
        figure: {
            name: text(values[column]) if coming or figure not in BACKWARD else NOT_YET for name, values in rows.items()
        }
        for figure, rows in readout(run).items()
    }


@pytest.mark.parametrize("preset", ["four", "softmax"])
def test_every_number_of_every_column_is_the_runs(look_at, preset):
    run = simulate(PRESETS[preset].scenario)
    visit = look_at(f"preset={preset}")
    for at in range(2 * run.steps + 1):
        visit.expect_at(at)
        shown = {figure: numbers for figure, numbers in visit.numbers().items() if numbers}
        assert shown == texts(run, at), f"at {at}"
        visit.press("ArrowRight")


def test_pointing_at_a_number_shows_all_its_digits(look_at):
    visit = look_at("preset=four", at=1)
    number = visit.lane("outputs").locator("dd").first
    number.hover()
    assert float(number.get_attribute("title")) == simulate(PRESETS["four"].scenario).trace.signals["y"][0, 0, 0]


def test_no_number_of_the_sidebar_is_cut_off(open_page):
    long = "seed=123456&epochs=10000&learning_rate=0.0005&scale=0.125&clip_norm=0.25&clip_value=0.25&batch_size=64"
    visit = open_page(f"preset=four&{long}&block=200")
    for field in visit.page.get_by_test_id("stSidebar").locator("input[type=number]").all():
        assert field.evaluate("node => node.scrollWidth <= node.clientWidth"), field.get_attribute("aria-label")
