"""What the widgets of a Scenario's fields hold.

A browser that has not heard yet of a value set here still sends the one it shows. So a widget set here gets another
key, its field's name with a number, and what comes under the old key is not read. The weights are no widget's value:
``matrices`` sends edits of them, which cannot be old.
"""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.scenario.settings import REGISTRIES

FIELDS = tuple(Scenario.model_fields)

MENUS = ("encoding", "block_state", *REGISTRIES)


def key(name: str) -> str:
    """The key of the widget that shows field ``name`` now."""
    times = st.session_state.setdefault("times_set", {}).get(name, 0)
    return f"{name} {times}" if times else name


def heard(name: str, shown: str, then: Callable[..., None], *arguments: str) -> None:
    """Do ``then`` after a change in the widget of field ``name``, unless ``shown`` is not its key any more."""
    if shown == key(name):
        then(*arguments)


def held(name: str) -> Any:
    return st.session_state[key(name)]


def all_held() -> dict[str, Any]:
    """Every field's value, as it was set or typed, right or wrong."""
    return {name: held(name) for name in FIELDS}


def relabel() -> None:
    """Give every menu another key: a browser sends words of the language before, which the next one cannot read."""
    renew(MENUS)


def renew(names: Iterable[str]) -> None:
    """Give the widgets of these fields another key with the value they have; call it before they are drawn.

    A widget that comes back after it was hidden is otherwise taken for new by the browser, which sends it empty.
    """
    for name in names:
        value = held(name)
        st.session_state.times_set[name] = st.session_state.times_set.get(name, 0) + 1
        st.session_state[key(name)] = value


def hold(name: str, value: Any) -> None:
    """Set the widget of field ``name``; call it before the widget is drawn."""
    if name != "weights" and key(name) in st.session_state and held(name) != value:
        st.session_state.times_set[name] = st.session_state.times_set.get(name, 0) + 1
    st.session_state[key(name)] = value
