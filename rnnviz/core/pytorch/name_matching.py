"""A file's tensors matched with those a network wants, or a sentence saying which setting does not fit."""

from collections.abc import Mapping
from operator import itemgetter

from rnnviz.core.pytorch.state_dict import Shape, Tensor, modules
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.text.typed import shorten
from rnnviz.i18n import _

# the settings that a tensor's axes follow; those of all others follow H
SIZES = {
    "embedding.weight": ("input_size", "embedding"),
    "rnn.weight_ih_l0": ("hidden_size", "input_size"),
    "fc.weight": ("output_size", "hidden_size"),
    "fc.bias": ("output_size",),
}
# the setting by which a network has a tensor; those of layers are for all of a layer
CHOICES = {"embedding.weight": "embedding", "rnn.bias_ih_l0": "biases", "rnn.bias_hh_l0": "biases", "fc.bias": "biases"}


def match(found: Mapping[str, Shape], wanted: list[Tensor], cell: str) -> list[str]:
    """The name in the file of each wanted tensor; ``found`` has the file's shapes by name.

    The modules may have other names than ``embedding``, ``rnn`` and ``fc``. Raises ValueError unless the file holds
    all that is wanted, in its shape, and nothing else.

    >>> from rnnviz.core.pytorch.state_dict import tensors
    >>> wanted = tensors(Scenario(biases=False))
    >>> match({"out.weight": (1, 2), "a.weight_ih_l0": (2, 2), "a.weight_hh_l0": (2, 2)}, wanted, "elman")
    ['a.weight_ih_l0', 'a.weight_hh_l0', 'out.weight']
    """
    shapes = {tensor.name: tensor.shape for tensor in wanted}
    prefix = prefixes(found, shapes.get("embedding.weight", ()), shapes["fc.weight"])
    names = {name: prefix[start(name)] + name.removeprefix(start(name)) for name in shapes}
    check_direction(found)
    check_kind(found, prefix["rnn."], cell)
    check_missing(found, names, shapes)
    check_left_over(found, names, prefix)
    for name, shape in shapes.items():
        check_shape(names[name], found[names[name]], shape, SIZES.get(name, ("hidden_size", "hidden_size")))
    return list(names.values())


def start(name: str) -> str:
    """What of ``name`` names the module: all up to the last dot.

    >>> start("model.rnn.weight_ih_l0"), start("weight_ih_l0")
    ('model.rnn.', '')
    """
    return name[: name.rfind(".") + 1]


def prefixes(found: Mapping[str, Shape], table: Shape, linear: Shape) -> dict[str, str]:
    """What the names of recurrent module, linear head and embedding begin with in the file.

    The recurrent one has a ``weight_ih_l0``. Of two others, the head is the one with a bias, else the one of shape
    ``linear`` and not ``table``, else the one without “emb” in its name. ``table`` is () where there is no E.

    >>> prefixes({"gru.weight_ih_l0": (6, 3), "emb.weight": (5, 3), "out.weight": (5, 3)}, (5, 3), (5, 3))
    {'rnn.': 'gru.', 'fc.': 'out.', 'embedding.': 'emb.'}
    """
    recurrent = (start(name) for name in found if name.removeprefix(start(name)).startswith("weight_ih_l"))
    rank = ranked(found, table, linear)
    check_told_apart(rank, linear)
    others = list(rank)
    named = table and any("emb" in prefix.lower() for prefix in others)
    tables = [prefix for prefix in others[:1] if named or (len(others) > 1 and not rank[prefix][0])]
    heads = [prefix for prefix in others[-1:] if prefix not in tables]
    found_there = {"rnn.": [*recurrent], "fc.": heads, "embedding.": tables}
    return {role: next(iter(there), role) for role, there in found_there.items()}


def ranked(found: Mapping[str, Shape], table: Shape, linear: Shape) -> dict[str, tuple[bool, ...]]:
    """Modules with a ``weight``, from what is most like an embedding to what is most like a linear head, and why.

    >>> ranked({"a.weight": (5, 3), "a.bias": (5,), "emb.weight": (5, 3)}, (5, 3), (5, 3))
    {'emb.': (False, True, False, False), 'a.': (True, True, False, True)}
    """
    weights = {start(name): shape for name, shape in found.items() if name == f"{start(name)}weight"}
    rank = {
        prefix: (f"{prefix}bias" in found, shape == linear, shape != table, "emb" not in prefix.lower())
        for prefix, shape in weights.items()
    }
    return dict(sorted(rank.items(), key=itemgetter(1)))


def check_told_apart(rank: Mapping[str, tuple[bool, ...]], linear: Shape) -> None:
    if len(rank) < 2:
        return
    (first, why), *_between, (last, other) = rank.items()
    if why == other and why[:3] == (False, True, False):
        one, two = f"{first}weight", f"{last}weight"
        raise ValueError(
            _(
                "PyTorch weights: “{name}” and “{other}” both have shape {given}, either may be the embedding. "
                "Give the embedding, and nothing else, a name with “emb” in it."
            ).format(name=shorten(one), other=shorten(two), given=written(linear))
        )


def check_direction(found: Mapping[str, Shape]) -> None:
    if both := [name for name in found if name.endswith("_reverse")]:
        raise ValueError(
            _(
                "PyTorch weights: “{given}” belongs to a bidirectional module, and a network here reads forward only. "
                "Give the file of a module made with bidirectional=False."
            ).format(given=shorten(both[0]))
        )


def check_kind(found: Mapping[str, Shape], module: str, cell: str) -> None:
    """Raise if the H×H blocks of the file's ``weight_hh_l0`` are as many as another cell's."""
    known = modules()
    titles = {len(module.tensors["weight_hh"]): module.title for module in known.values()}
    needed = len(known[cell].tensors["weight_hh"])
    name, change = f"{module}weight_hh_l0", advice(["cell"])
    rows, columns = (*found.get(name, ()), 0, 0)[:2]
    blocks = next((count for count in titles if rows == count * columns > 0), needed)
    if blocks != needed:
        raise ValueError(
            _(
                "PyTorch weights: “{name}” has shape {shape}, that is {blocks}·H×H as in {given}; "
                "this scenario's cell is {allowed} with {needed}·H×H. {advice}"
            ).format(
                name=shorten(name),
                shape=written((rows, columns)),
                blocks=blocks,
                given=titles[blocks],
                allowed=titles[needed],
                needed=needed,
                advice=change,
            )
        )


def check_missing(found: Mapping[str, Shape], names: Mapping[str, str], shapes: Mapping[str, Shape]) -> None:
    if missing := [name for name in names if names[name] not in found]:
        raise ValueError(
            _("PyTorch weights: “{name}” of shape {allowed} is missing; the file has {given}. {advice}").format(
                name=shorten(names[missing[0]]),
                allowed=written(shapes[missing[0]]),
                given=shorten(", ".join(found), 200) or _("nothing"),
                advice=advice(choices(missing[0])),
            )
        )


def check_left_over(found: Mapping[str, Shape], names: Mapping[str, str], prefix: Mapping[str, str]) -> None:
    if left := sorted(found.keys() - names.values()):
        role = next((role for role, there in prefix.items() if there == start(left[0])), start(left[0]))
        raise ValueError(
            _(
                "PyTorch weights: “{given}” has no place in this scenario's network, which has {allowed}. {advice}"
            ).format(
                given=shorten(left[0]),
                allowed=shorten(", ".join(names.values()), 300),
                advice=advice(choices(role + left[0].removeprefix(start(left[0])))),
            )
        )


def check_shape(name: str, given: Shape, allowed: Shape, sizes: tuple[str, ...]) -> None:
    if given != allowed:
        unlike = [size for size, g, a in zip(sizes, given, allowed, strict=False) if g != a]
        raise ValueError(
            _("PyTorch weights: “{name}” has shape {given}, this scenario's network needs {allowed}. {advice}").format(
                name=shorten(name),
                given=written(given),
                allowed=written(allowed),
                advice=advice(unlike if len(given) == len(allowed) else []),
            )
        )


def choices(name: str) -> list[str]:
    """The setting by which a network has a tensor of this name, if one does."""
    return ["layers"] if name.endswith(("_l1", "_l2")) else [CHOICES[name]] if name in CHOICES else []


def advice(settings: list[str]) -> str:
    if not settings:
        return _(
            "Give the state_dict of a module that has nn.Embedding (where there is E), nn.RNN, nn.GRU or nn.LSTM, "
            "and nn.Linear, and nothing else."
        )
    titles = dict.fromkeys(_(str(Scenario.model_fields[name].title)) for name in settings)
    return _("Change {settings}, or give the file of another network.").format(settings=", ".join(titles))


def written(shape: Shape) -> str:
    """A shape as people write it.

    >>> written((8, 2)), written((8,)), written(())
    ('8×2', '8', '()')
    """
    return shorten("×".join(map(str, shape))) or "()"
