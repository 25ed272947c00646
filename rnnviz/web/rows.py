"""The rows over time as the browser reads them."""

from typing import Any

from rnnviz.core.data.vocabulary import TEXTS
from rnnviz.core.run import Run
from rnnviz.figures.time_rows import Rows, gradient_rows, peaks, value_rows
from rnnviz.web.arrays import packed


def rows(run: Run) -> dict[str, Any]:
    """Values and gradients of every step, (K, T + 1) each, where the colours of both end, and the text that is read."""
    values, gradients = value_rows(run), gradient_rows(run)
    value_peak, gradient_peak = peaks([*values, *gradients])
    return {
        "steps": run.steps,
        "groups": [group(each) for each in (*values, *gradients)],
        "peaks": {"values": value_peak, "gradients": gradient_peak},
        "tokens": run.symbols if run.scenario.encoding in TEXTS else [],
        "separator": " " if run.scenario.encoding == "words" else "",
    }


def group(rows: Rows) -> dict[str, Any]:
    return {
        "name": rows.name,
        "gradient": rows.gradient,
        "labels": list(rows.labels),
        "numbers": packed(rows.numbers),
    }
