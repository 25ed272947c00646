"""What the stage, where figures meet a browser, says itself: its buttons, its keys, where the cursor is."""

from rnnviz.i18n import N_, _

# every key of the stage and what it does; keys beside each other are apart by commas
KEYS: list[tuple[str, str]] = [
    (N_("←, →"), N_("one step back or forward")),
    (N_("Space"), N_("play or pause")),
    (N_("Home, End"), N_("first or last")),
    (N_("PageUp, PageDown"), N_("one step, for a presenter's clicker")),
    ("1, 2, 3, 4", N_("values, gradients, charts or the text under the network")),
    ("O", N_("the cell of the step opened; again: closed")),
    ("C", N_("the lines of code beside the arithmetic")),
    ("P", N_("the stage over the whole window, for the last row; again or Esc: back")),
    ("B, .", N_("black, and back")),
    ("F", N_("full screen")),
    (N_("?"), N_("this list, over the pictures")),
]


def stage_words() -> dict[str, str]:
    """What the stage itself says."""
    return {
        "step": _("Step"),
        "walk": _("Walk through time"),
        "first": _("First (Home)"),
        "back": _("Back (←)"),
        "play": _("Play (Space)"),
        "pause": _("Pause (Space)"),
        "forward": _("Forward (→)"),
        "last": _("Last (End)"),
        "speed": _("Steps a second"),
        "skip": _("Skip to the step buttons"),
        "pictures": _("Network, numbers and arithmetic"),
        "under": _("Under the network"),
        "numbers": _("Values and gradients"),
        "values": _("Values"),
        "gradients": _("Gradients"),
        "charts": _("Charts"),
        "text": _("Text"),
        "begin": _("Press → and the arithmetic of the first step appears here, line by line."),
        "stepForward": _("Step {t} forward"),
        "stepBackward": _("Step {t} backward"),
        "code": _("Code"),
        "codeHelp": _("The line of code of each number (C)"),
        "matrix": _("Matrix"),
        "fromAbove": _("from its output"),
        "fromLater": _("from step {t}"),
        "fit": _("Fit the colours"),
        "fitHelp": _("Colours stand still while you edit. This lets them end where the numbers end now."),
        "colouredBy": _("Coloured by"),
        "unitOf": _("{signal}, unit {unit}"),
        "strongest": _("Where it is strongest"),
        "open": _("Open the cell (O)"),
        "cell": _("Step {t} opened: what the cell computes, and what comes back"),
        "layer": _("Layer {n}"),
        "input": _("Input"),
        "more": _("+{count} more"),
        "help": _("Keys (?)"),
        "present": _("Present (P)"),
        "close": _("Close"),
        "start": _("Before the first step: only the initial state is there"),
        "ahead": _("Forward, step {t} of {T}"),
        "coming": _("Backward, step {t} of {T}"),
        "keys": "\n".join(" ".join(map(_, pair)) for pair in KEYS),
        "pending": _("not yet"),
        "failed": _("The pictures could not be loaded. Reload the page; the numbers beside them are right."),
    }
