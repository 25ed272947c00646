"""Where truncation cuts: the blocks of steps that the gradient does not leave."""

from typing import NamedTuple


class Blocks(NamedTuple):
    """Where truncation cuts: the blocks of steps, in order, and whether the state is carried from one to the next."""

    steps: tuple[slice, ...]
    carried: bool

    @classmethod
    def of(cls, steps: int, length: int, carried: bool) -> "Blocks":
        """Blocks of ``length`` steps, the last perhaps shorter; 0 is one block, uncut.

        >>> Blocks.of(5, 2, carried=True).starts, Blocks.of(5, 0, carried=True).starts
        ([0, 2, 4], [0])
        """
        starts = range(0, steps, length or steps)
        return cls(tuple(slice(start, min(start + starts.step, steps)) for start in starts), carried)

    def first(self, steps: int) -> "Blocks":
        """The same of the first ``steps`` steps only."""
        return Blocks(tuple(slice(b.start, min(b.stop, steps)) for b in self.steps if b.start < steps), self.carried)

    @property
    def starts(self) -> list[int]:
        """The steps, counted from 0, that begin a block."""
        return [block.start for block in self.steps]

    @property
    def resets(self) -> list[int]:
        """The steps that begin with the initial state."""
        return self.starts[:1] if self.carried else self.starts
