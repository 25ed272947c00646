"""What the stage, where figures meet a browser, says itself: its buttons, its keys, where the cursor is."""

from rnnviz.i18n import N_, _

# every key of the stage and what it does; keys beside each other are apart by commas
KEYS: list[tuple[str, str]] = [
    (N_("←, →"), N_("one step back or forward")),
    (N_("Space"), N_("play or pause")),
    (N_("Home, End"), N_("first or last")),
    (N_("PageUp, PageDown"), N_("one step, for a presenter's clicker")),
    ("P", N_("one picture large, for the last row; again or Esc: back")),
    ("↑, ↓, 1 … 9", N_("another large picture")),
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
        "pictures": _("Pictures"),
        "help": _("Keys (?)"),
        "present": _("Present one picture (P)"),
        "leave": _("Back to the page (P)"),
        "full": _("Full screen (F)"),
        "before": _("Picture before (↑)"),
        "after": _("Next picture (↓)"),
        "picture": _("Picture"),
        "more": _("and {count} more"),
        "close": _("Close"),
        "start": _("Before the first step: only the initial state is there"),
        "ahead": _("Forward, step {t} of {T}"),
        "coming": _("Backward, step {t} of {T}"),
        "keys": "\n".join(" ".join(map(_, pair)) for pair in KEYS),
        "pending": _("not yet"),
        "failed": _("The pictures could not be loaded. Reload the page; the numbers beside them are right."),
    }
