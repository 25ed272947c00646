"""What a link opens, and what is wrong with one: it is said, and the rest is opened."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from rnnviz.core.gradient.cell_race import FEWEST_RACERS, MOST_RACERS, RACERS
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.presets import PRESETS
from rnnviz.core.scenario.compatible import compatible
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.text.typed import shorten
from rnnviz.figures import VIEWS, Look
from rnnviz.i18n import LANGUAGES, _
from rnnviz.lessons import LESSONS

TYPED = ("weights", "h0", "targets", "corpus", "inputs")
SEEN_WHOLE = ("gradient", "why")  # views that open where the gradient has come back
PINNED = "a."  # begins the names of what the pinned run has otherwise
START = PRESETS["once"].scenario  # what a link opens that names no example
FIRST = "four"  # what a link opens that says nothing
FIRST_SIGHT = PRESETS[FIRST].scenario
VIEWS_OF_PAGE = ["step", "train", "gradient", "why", "check", "compare", "help"]
UNDER = ("values", "gradients", "charts", "text")  # what stands under the network
FOLDED = ("handouts", "pytorch")  # what of the drawer is folded away until somebody wants to see it
OPENED = ("proof", "share", *FOLDED)  # what opens when a link brings it into sight
CHARTS = {name for view in VIEWS.values() for name in view}
SEEN = {*CHARTS, *Scenario.model_fields, "network", "network_back", "worksheet", "unit_circle", *OPENED}


def says_nothing(link: Collection[str]) -> bool:
    """Whether ``link`` says no more than in which language.

    >>> says_nothing({"lang": "zh"}), says_nothing({"at": "1"})
    (True, False)
    """
    return set(link) <= {"lang"}


class Link(NamedTuple):
    """What a link opens: Scenario, cursor, example in view, from 1, what is wrong, preset, look and pinned run."""

    scenario: Scenario
    at: int
    example: int
    wrong: list[str]
    preset: str
    look: Look
    pinned: Scenario | None


def read(link: Mapping[str, str]) -> Link:
    """What ``link`` opens; what is wrong with it is as in the first example.

    >>> opened = read({"hidden_size": "3", "weights": "", "at": "2"})
    >>> opened.preset, opened.scenario.hidden_size, opened.at, opened.example, opened.wrong
    ('once', 3, 2, 1, [])
    >>> read({"preset": "none"}).wrong[0][:60]
    'Link: there is no example “none”. These are: once, four, sta'
    """
    preset, wrong = link.get("preset", "once"), []
    if preset not in PRESETS:
        names = ", ".join(PRESETS)
        wrong.append(
            _("there is no example “{given}”. These are: {allowed}.").format(given=shorten(preset, 20), allowed=names)
        )
    preset = preset if preset in PRESETS else "once"
    scenario = PRESETS[preset].scenario
    given = {name: value or None for name, value in link.items() if name in Scenario.model_fields}
    given |= {name: "" for name in TYPED if name in given and given[name] is None}
    scenario, found = compatible(scenario, given)
    wrong += found
    examples, steps, _width = scenario.task.x.shape
    begun = {"at": str(2 * steps)} if link.get("view") in SEEN_WHOLE else {}
    at, example = whole({**begun, **link}, "at", 0, 2 * steps, wrong), whole(link, "example", 1, examples, wrong)
    look, pinned = read_look(link, scenario, wrong), read_pinned(link, scenario, wrong)
    read_lesson(link, wrong)
    read_seen(link, wrong)
    read_view(link, wrong)
    read_under(link, wrong)
    read_present(link, wrong)
    if (asked := link.get("lang", "en")) not in LANGUAGES:
        sentence = _("“lang” is “{given}”. These are: {allowed}.")
        wrong.append(sentence.format(given=shorten(asked, 20), allowed=", ".join(LANGUAGES)))
    said = [_("Link: {problem}").format(problem=problem) for problem in wrong]
    return Link(scenario, at, example, said, preset, look, pinned)


def read_look(link: Mapping[str, str], scenario: Scenario, wrong: list[str]) -> Look:
    """What of a gradient the link looks at, and a sentence more in ``wrong`` for what the network has not."""
    matrix = link.get("matrix", "")
    if matrix and matrix not in scenario.shapes:
        sentence = _("there is no weight “{given}”. These are: {allowed}.")
        wrong.append(sentence.format(given=shorten(matrix, 20), allowed=", ".join(scenario.shapes)))
    unit, bars = (whole(link, name, 0, most, wrong) for name, most in (("unit", scenario.hidden_size), ("bars", 1)))
    racers = read_racers(link, wrong)
    look = Look(unit, whole(link, "layer", 1, scenario.layers, wrong), matrix, bool(bars), racers)
    return look.within(scenario) if matrix not in scenario.shapes else look


def read_racers(link: Mapping[str, str], wrong: list[str]) -> tuple[str, ...]:
    """The cells that race, or the usual ones and a sentence more in ``wrong``.

    >>> read_racers({"racers": "gru,lstm"}, []), read_racers({}, [])
    (('gru', 'lstm'), ('elman', 'gru', 'lstm'))
    """
    given = link.get("racers", ",".join(RACERS))
    racers = tuple(dict.fromkeys(given[:200].split(",")))
    if set(racers) <= CELLS.keys() and FEWEST_RACERS <= len(racers) <= MOST_RACERS:
        return racers
    sentence = _("“racers” is “{given}”. Give {low} to {high} cells, parted by commas, of these: {allowed}.")
    allowed = ", ".join(CELLS)
    wrong.append(sentence.format(given=shorten(given, 40), low=FEWEST_RACERS, high=MOST_RACERS, allowed=allowed))
    return RACERS


def read_pinned(link: Mapping[str, str], scenario: Scenario, wrong: list[str]) -> Scenario | None:
    """The Scenario that was pinned: the one in view, but for what the link says of A."""
    given = {name.removeprefix(PINNED): value for name, value in link.items() if name.startswith(PINNED)}
    if not given:
        return None
    known = {name: value or None for name, value in given.items() if name in Scenario.model_fields}
    known |= {name: "" for name in TYPED if name in known and known[name] is None}
    pinned, found = compatible(scenario, known)
    wrong += found
    return pinned


def read_lesson(link: Mapping[str, str], wrong: list[str]) -> tuple[str, int]:
    """The lesson that ``link`` opens, or "" for none, and its page, from 1; sentences more in ``wrong``."""
    name = link.get("lesson", "")
    if name and name not in LESSONS:
        sentence = _("there is no lesson “{given}”. These are: {allowed}.")
        wrong.append(sentence.format(given=shorten(name, 20), allowed=", ".join(LESSONS)))
    if name not in LESSONS:
        return "", 1
    return name, whole(link, "page", 1, len(LESSONS[name].pages), wrong)


def read_view(link: Mapping[str, str], wrong: list[str]) -> str:
    """The view that ``link`` opens; a lesson stays on its stage, and help leaves it."""
    view = link.get("view", "step")
    if view not in VIEWS_OF_PAGE:
        sentence = _("there is no view “{given}”. These are: {allowed}.")
        wrong.append(sentence.format(given=shorten(view, 20), allowed=", ".join(VIEWS_OF_PAGE)))
    known = view in VIEWS_OF_PAGE and not (view == "help" and link.get("lesson") in LESSONS)
    return view if known else "step"


def read_seen(link: Mapping[str, str], wrong: list[str]) -> str:
    """The picture, setting or part of the page that ``link`` brings into sight; a sentence more if there is none."""
    name = link.get("see", "")
    if name and name not in SEEN:
        sentence = _("there is nothing called “{given}” to be brought into sight.")
        wrong.append(sentence.format(given=shorten(name, 20)))
    return name if name in SEEN else ""


def read_under(link: Mapping[str, str], wrong: list[str]) -> str:
    """What stands under the network, or the values and a sentence more in ``wrong``; charts if one is to be seen."""
    under = link.get("under", "charts" if link.get("see") in CHARTS else UNDER[0])
    if under not in UNDER:
        sentence = _("“under” is “{given}”. These are: {allowed}.")
        wrong.append(sentence.format(given=shorten(under, 20), allowed=", ".join(UNDER)))
    return under if under in UNDER else UNDER[0]


def read_present(link: Mapping[str, str], wrong: list[str]) -> bool:
    """Whether the stage is presented; links of version 0.4 name one of its pictures.

    >>> read_present({"present": "1"}, []), read_present({"present": "losses"}, []), read_present({}, [])
    (True, True, False)
    """
    name = link.get("present", "")
    if name in ("", "1", *SEEN):
        return bool(name)
    sentence = _("“present” is “{given}”. Write 1 for the stage over the whole window.")
    wrong.append(sentence.format(given=shorten(name, 20)))
    return False


def whole(link: Mapping[str, str], name: str, low: int, high: int, wrong: list[str]) -> int:
    """The number that ``link`` gives, or ``low`` and a sentence more in ``wrong``."""
    given = link.get(name, str(low))
    if given.isdecimal() and len(given) < 9 and low <= int(given) <= high:
        return int(given)
    sentence = _("“{name}” is “{given}”; whole numbers from {low} to {high} are allowed. The page starts at {low}.")
    wrong.append(sentence.format(name=name, given=shorten(given, 20), low=low, high=high))
    return low
