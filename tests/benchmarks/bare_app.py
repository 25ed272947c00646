"""The smallest Streamlit app with something to edit, and its student: what the page is measured against."""

import asyncio
from random import Random
from time import perf_counter

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit_visitor import PATIENCE, Visitor

SCRIPT = """
import streamlit as st

weight = st.number_input("weight", value=0.5, step=0.1, format="%g", key="weight")
st.write(f"{weight} × 0.2 = {weight * 0.2}")
"""
EDITS, SECONDS = 14, 46  # a student of the page makes so many edits in so many seconds


class BareStudent:
    """Types a number now and then, as often as a student of the page does; here a step asks nothing of the server."""

    def __init__(self, visitor: Visitor, seed: int) -> None:
        self.visitor, self.random = visitor, Random(seed)  # noqa: S311
        self.edits: list[float] = []
        self.lost: list[str] = []

    @property
    def faults(self) -> list[str]:
        return self.visitor.faults

    async def live(self, seconds: float) -> None:
        end = perf_counter() + seconds
        while perf_counter() < end:
            await asyncio.sleep(self.random.uniform(0.5, 1.5) * SECONDS / EDITS)
            try:
                await self.edit()
            except TimeoutError:
                self.lost.append(f"edit: no answer within {PATIENCE} s")

    async def edit(self) -> None:
        weight = round(self.random.uniform(-1, 1), 3)
        product = f"{weight} × 0.2 = {weight * 0.2}"
        begun, shown = perf_counter(), self.visitor.when(lambda: product in self.visitor.texts())
        await self.visitor.send("weight", WidgetState(double_value=weight))
        self.edits.append(await shown - begun)
