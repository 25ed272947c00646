"""Check my work: a place for one's own numbers, and what became of them."""

import streamlit as st

from rnnviz.core.diagnosis import Diagnosis, diagnose, read_handed_in
from rnnviz.core.diagnosis.comparing import Difference, Finding
from rnnviz.core.diagnosis.handed_in import MOST_TEXT
from rnnviz.core.diagnosis.names import quantities
from rnnviz.core.diagnosis.template import template, usual_names
from rnnviz.core.run import Run
from rnnviz.i18n import N_, _, language
from rnnviz.ui import session
from rnnviz.ui.words import plain

STATUS = {
    "right": N_("right"),
    "partial": N_("right so far"),
    "turned": N_("rows for columns"),
    "uncompared": N_("not compared"),
    "wrong": N_("differs"),
}
MOST = 3  # mistakes that are explained
WIDTHS = (60, 95, 150, 100, 100)  # pixels of the table's columns: half a page of 1280 holds them
EXAMPLE = '{"h": [[0.1, 0.2], [null, 0.4]], "dWh": [[0.5, 0], [0, 0.5]]}'


def check_panel(run: Run) -> None:
    """Hold what is typed or uploaded against ``run``; it stays when the run changes, and is checked anew."""
    left, right = st.columns(2, gap="medium")
    with left:
        source = handed_in()
        with st.expander(_("A form to fill in")):
            form(run)
    with right:
        found = checked(run, source)
        if isinstance(found, str):
            st.error(plain(found), icon=":material/edit:")
        elif found.findings:
            outcome(run, found)
        else:
            st.caption(
                _(
                    "Paste forward values or gradients that you computed for this run; some of them are enough. "
                    "You are told which step and entry is the first to differ, and which known mistake gives your "
                    "numbers. They are right within 0.000001, or rounded to 4 digits or more."
                )
            )


def handed_in() -> str | bytes:
    """The text, or the file that goes before it."""
    state = st.session_state
    if "check_text" not in state:  # the field was not drawn for a while
        state.check_text = state.get("check_kept", "")
    state.check_kept = st.text_area(
        _("Your own numbers, as JSON or CSV"),
        key="check_text",
        height=200,
        max_chars=MOST_TEXT,
        placeholder=EXAMPLE,
        help=_(
            "JSON: names and nested lists; null leaves an entry out. CSV: a line with a name, its rows below it; an "
            "empty line parts examples. Ctrl+Enter checks."
        ),
    )
    file = st.file_uploader(
        _("Or a file: JSON, CSV, or npz from numpy.savez"),
        ["json", "csv", "txt", "npz"],
        key="check_file",
        max_upload_size=2,
    )
    if file is None:
        return str(state.check_kept)
    if state.check_kept.strip():
        st.caption(_("The file is checked; take it away to check the text."))
    return file.getvalue()


def form(run: Run) -> None:
    """The names and shapes of the run in view, to copy."""
    names = st.multiselect(
        _("Names"), list(quantities(run)), usual_names(run), key=f"check_names {' '.join(quantities(run))}"
    )
    st.code(template(run, names), language="json", height=260)


def checked(run: Run, source: str | bytes) -> Diagnosis | str:
    """The outcome, or the sentence that says what cannot be read; made again only where something has changed."""
    state, asked = st.session_state, (source, language())
    if "checked" not in state or state.checked[0] is not run or state.checked[1] != asked:
        try:
            found = diagnose(run, read_handed_in(source))
        except ValueError as error:
            found = str(error)
        state.checked = run, asked, found
    return state.checked[2]


def outcome(run: Run, found: Diagnosis) -> None:
    """The verdict, the first difference, the likely mistakes, and a line for each name."""
    if found.right:
        st.success(plain(found.verdict), icon=":material/check:")
    else:
        st.warning(plain(found.verdict), icon=":material/search:")
    if found.first:
        st.markdown(_("First difference: {where}").format(where=plain(found.first.sentence)))
        label, to = _("Show it on the stage"), cursor_of(found.first, run.steps)
        st.button(
            label,
            on_click=session.jump_to,
            args=(to, lane_of(found.first)),
            icon=":material/my_location:",
            key="show_first",
        )
    likely_mistakes(found)
    for note in found.notes:
        st.caption(plain(note))
    widths = dict(zip(rows(found)[0], WIDTHS, strict=True))
    config = {name: st.column_config.TextColumn(width=width) for name, width in widths.items()}
    st.dataframe(rows(found), hide_index=True, column_config=config)


def likely_mistakes(found: Diagnosis) -> None:
    """What may have been mistaken; where several mistakes fit equally, either the one or another."""
    several = len(found.alternatives) > 1
    first = len(found.mistakes) - len(found.alternatives)
    for number, mistake in enumerate(found.mistakes[:MOST]):
        if several and number == first:
            st.markdown(_("These mistakes give the same numbers here:"))
        lead = _("either") if several and number == first else _("or") if several and number > first else ""
        names = _(", ").join(mistake.explains)
        st.markdown(f"{lead} **{plain(mistake.title)}** ({plain(names)})  \n{plain(mistake.advice)}".lstrip())
    if rest := [mistake.title for mistake in found.mistakes[MOST:]]:
        st.caption(plain(_("These give the same numbers: {titles}.").format(titles=_("; ").join(rest))))


def cursor_of(first: Difference, steps: int) -> int:
    """Where the stage shows what differs: its step going forward, or coming back; a sum stands at the end."""
    back = first.name.startswith("d")
    if first.step is None:
        return 2 * steps if back else steps
    return 2 * steps + 1 - first.step if back else first.step


def lane_of(first: Difference) -> str:
    """The picture that holds what differs."""
    lanes = {"h": "hidden_states", "y": "outputs", "p": "outputs", "L": "losses", "loss": "losses", "x": "inputs"}
    back = {"dh": "hidden_gradients", "dh0": "hidden_gradients", "dy": "output_gradients"}
    usual = "weight_gradients" if first.step is None else "network_back"
    return {**lanes, **back}.get(first.name, usual if first.name.startswith("d") else "network")


def counted(finding: Finding) -> list[str]:
    """How many of the entries compared differ, where some do."""
    return [f"{finding.wrong}/{finding.compared}"] if finding.wrong else []


def rows(found: Diagnosis) -> list[dict[str, str]]:
    """A row for each name: whether it is right, how many of the entries compared differ, and the first that does."""
    lines = []
    for finding in found.findings:
        given, right = finding.first.numbers if finding.first else ("", "")
        lines.append(
            {
                _("Name"): finding.name,
                _("Right?"): " ".join([_(STATUS[finding.status]), *counted(finding)]),
                _("The first"): finding.first.place if finding.first else "",
                _("Handed in"): given,
                _("Right"): right,
            }
        )
    return lines
