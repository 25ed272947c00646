"""What the stage, where figures meet a browser, says itself: its buttons, its keys, where the cursor is."""

from rnnviz.i18n import _


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
        "keys": _(
            "← → one step back or forward\nSpace play or pause\nHome, End first or last\n"
            "PageUp, PageDown one step, for a presenter's clicker\n"
            "P one picture large, for the last row; P or Esc back\n"
            "↑ ↓ or 1 … 9 another large picture; B or . black, and back\nF full screen\n? this help"
        ),
        "pending": _("not yet"),
        "failed": _("The pictures could not be loaded. Reload the page; the numbers beside them are right."),
    }
