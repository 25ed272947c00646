"""The value with which each widget comes to the page, as the browser would send it back untouched."""

from collections.abc import Callable
from typing import Any, NamedTuple

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.NumberInput_pb2 import NumberInput
from streamlit.proto.WidgetStates_pb2 import WidgetState


class Value(NamedTuple):
    """A widget's value, and whether the server has set it, so that it counts more than the visitor's own."""

    state: WidgetState
    set_by_server: bool


def typed(widget: Any) -> WidgetState:
    return WidgetState(string_value=widget.value if widget.set_value else widget.default)


def number(widget: Any) -> WidgetState:
    given = "value" if widget.set_value else "default"
    if not widget.HasField(given):
        return WidgetState()
    value = getattr(widget, given)
    whole = widget.data_type == NumberInput.INT
    return WidgetState(int_value=int(value)) if whole else WidgetState(double_value=value)


def chosen(widget: Any) -> WidgetState:
    return WidgetState(string_value=widget.raw_value if widget.set_value else widget.options[widget.default])


def ticked(widget: Any) -> WidgetState:
    return WidgetState(bool_value=widget.value if widget.set_value else widget.default)


def several(widget: Any) -> WidgetState:
    first = [widget.options[number].content for number in widget.default]
    return texts(widget.raw_values if widget.set_value else first)


def texts(values: Any) -> WidgetState:
    state = WidgetState()
    state.string_array_value.data.extend(values)
    return state


WIDGETS: dict[str, Callable[[Any], WidgetState]] = {
    "text_input": typed,
    "text_area": typed,
    "number_input": number,
    "selectbox": chosen,
    "checkbox": ticked,
    "button_group": several,
}


def first_value(element: Element) -> Value | None:
    """The value of a new element, or None for what has none of its own."""
    kind = element.WhichOneof("type") or ""
    if kind not in WIDGETS:
        return None
    widget = getattr(element, kind)
    state = WIDGETS[kind](widget)
    state.id = widget.id
    return Value(state, widget.set_value)
