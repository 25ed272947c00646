"""Files of weights: what is saved is loaded, and what cannot be loaded is refused in a sentence."""

import json
import struct
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import every_network, network
from random_runs import random_scenario
from safetensors.numpy import load, save

from rnnviz.core.nn.cells import CELLS
from rnnviz.core.pytorch.state_dict import modules
from rnnviz.core.pytorch.weight_file import MAX_FILE, MAX_HEADER, load_weights, save_weights, tensors
from rnnviz.core.run import simulate

LAST_NAMES = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight", "bias", "weight_ih_l0_reverse", "x"]


def state(scenario):
    """A right state_dict for ``scenario``, as arrays."""
    rng = np.random.default_rng(0)
    return {tensor.name: rng.normal(size=tensor.shape) for tensor in tensors(scenario)}


def refusal(file, scenario):
    with pytest.raises(ValueError) as error:  # noqa: PT011 the sentence is asked below
        load_weights(file, scenario)
    return sentence(error.value)


def sentence(error):
    text = str(error)
    assert type(error) is ValueError
    assert text.startswith("PyTorch weights: ")
    assert text.endswith(".")
    assert not [c for c in text if unicodedata.category(c) == "Cc"]
    assert len(text) < 700
    return text


def loads_or_explains(file, scenario):
    try:
        loaded = load_weights(file, scenario)
    except ValueError as error:
        sentence(error)
    else:
        assert np.isfinite(np.concatenate([matrix.ravel() for _name, matrix in loaded.params.items()])).all()


def raw(entries, data=b""):
    """A file by its header, right or wrong."""
    header = json.dumps(entries).encode()
    return struct.pack("<Q", len(header)) + header + data


@every_network
def test_what_is_saved_is_loaded_to_the_last_bit(kind, layers, biases, embedding):
    cell, activation = kind
    scenario = random_scenario(8, cell=cell, activation=activation, layers=layers, biases=biases, embedding=embedding)
    loaded = load_weights(save_weights(simulate(scenario)), scenario.but(weights=""))
    for name, matrix in scenario.params.items():
        assert getattr(loaded.params, name).tobytes() == matrix.tobytes(), name
    assert loaded.but(weights="") == scenario.but(weights="")


@every_network
def test_the_table_says_which_matrices_a_tensor_changes(kind, layers, biases, embedding):
    scenario = network(kind, layers, biases, embedding)
    zeros = {tensor.name: np.zeros(tensor.shape) for tensor in tensors(scenario)}
    for tensor in tensors(scenario):
        count = len(tensor.holds)
        blocks = np.repeat(np.arange(1.0, count + 1), tensor.shape[0] // count)
        blocks = np.broadcast_to(blocks.reshape(-1, *(1 for _axis in tensor.shape[1:])), tensor.shape).copy()
        loaded = load_weights(save(zeros | {tensor.name: blocks}), scenario).params
        changed = {name: matrix for name, matrix in loaded.items() if matrix.any()}
        assert {name: np.unique(matrix).tolist() for name, matrix in changed.items()} == {
            name: [k] for k, name in enumerate(tensor.holds, 1)
        }


def test_the_table_says_how():
    said = {tensor.name: tensor.how for tensor in tensors(network(("gru", "tanh"), layers=2, embedding=3))}
    assert said["embedding.weight"] == said["fc.bias"] == "as it is"
    assert said["fc.weight"] == "transposed"
    assert said["rnn.weight_hh_l1"] == "transposed; gate under gate"
    assert said["rnn.bias_ih_l0"] == "gate under gate; the two biases are added; bxn stands alone"
    assert said["rnn.bias_hh_l1"] == (
        "gate under gate; the two biases are added; bhn2 stands alone; bxr2, bxz2 saved as 0"
    )


def test_the_weights_of_the_run_are_saved_not_the_scenarios():
    scenario = network()
    trained = scenario.params.but(Wh=np.full((4, 4), 0.25))
    assert (load(save_weights(simulate(scenario, trained)))["rnn.weight_hh_l0"] == 0.25).all()


def test_a_file_is_given_by_its_path_too(tmp_path):
    scenario, file = network(), tmp_path / "weights.safetensors"
    file.write_bytes(save(state(scenario)))
    loaded = load_weights(file.read_bytes(), scenario)
    assert load_weights(file, scenario) == load_weights(str(file), scenario) == loaded != scenario


@pytest.mark.parametrize("biases", [True, False])
@pytest.mark.parametrize("prefix", ["", "module.", "a.b.0."])
@pytest.mark.parametrize(
    "names", [("embed", "lstm", "out"), ("a", "b", "c"), ("z", "y", "x"), ("out", "rnn", "emb"), ("fc", "x", "rnn")]
)
def test_the_modules_may_have_any_names(names, prefix, biases):
    scenario = network(("lstm", "tanh"), layers=2, biases=biases, embedding=3)
    called = dict(zip(("embedding", "rnn", "fc"), names, strict=True))
    file = save(
        {f"{prefix}{called[name.split('.')[0]]}.{name.split('.')[1]}": array for name, array in state(scenario).items()}
    )
    assert load_weights(file, scenario) == load_weights(save(state(scenario)), scenario)


@pytest.mark.parametrize("biases", [True, False])
def test_a_head_called_like_an_embedding_is_a_head_where_there_is_no_embedding(biases):
    scenario = network(biases=biases)
    file = save({f"embedder.{name}": array for name, array in state(scenario).items()})
    assert load_weights(file, scenario) == load_weights(save(state(scenario)), scenario)


def test_a_second_head_is_no_embedding():
    arrays = state(network()) | {"fc2.weight": np.ones((5, 3)), "fc2.bias": np.ones(5)}
    assert "“embedding.weight” of shape 5×3 is missing" in refusal(save(arrays), network(embedding=3))


def renamed(embedding, fc):
    """A file of a network where E and Wo have one shape and no bias tells them apart, and its scenario."""
    scenario = network(biases=False, embedding=4, input_size=5, output_size=5, targets=np.ones((2, 6, 5)))
    arrays = state(scenario)
    arrays[f"{embedding}.weight"], arrays[f"{fc}.weight"] = arrays.pop("embedding.weight"), arrays.pop("fc.weight")
    return arrays, scenario


@pytest.mark.parametrize(("embedding", "fc"), [("emb", "fc"), ("word_embeddings", "a"), ("zEmbed", "b"), ("emb", "z")])
def test_where_shapes_are_alike_the_name_tells_the_embedding(embedding, fc):
    arrays, scenario = renamed(embedding, fc)
    loaded = load_weights(save(arrays), scenario).params
    np.testing.assert_array_equal(loaded.E, arrays[f"{embedding}.weight"])
    np.testing.assert_array_equal(loaded.Wo, arrays[f"{fc}.weight"].T)


@pytest.mark.parametrize(("embedding", "fc"), [("encoder", "decoder"), ("emb", "unemb")])
def test_where_nothing_tells_them_apart_nothing_is_guessed(embedding, fc):
    arrays, scenario = renamed(embedding, fc)
    text = refusal(save(arrays), scenario)
    assert "5×4" in text
    assert f"{embedding}.weight" in text
    assert f"{fc}.weight" in text
    assert "“emb” in it" in text


@pytest.mark.parametrize("activation", ["sigmoid", "identity"])
def test_an_activation_that_pytorch_has_not(activation):
    refused_both_ways(network(("elman", activation)), "Simple (Elman), " + activation.capitalize())


@pytest.mark.parametrize("cell", sorted(CELLS.keys() - modules().keys()))
def test_a_cell_that_pytorch_has_not(cell):
    scenario = network((cell, "tanh"))
    refused_both_ways(scenario, f"the cell “{scenario.network.title}”.")


def refused_both_ways(scenario, given):
    with pytest.raises(ValueError, match="PyTorch has no module for the cell") as error:
        save_weights(simulate(scenario))
    for text in (sentence(error.value), refusal(b"", scenario)):
        assert given in text
        assert "Choose one of these: Simple (Elman): Tanh, ReLU; GRU; LSTM." in text


def of_torch_save():
    return b"PK\x03\x04" + b"\x00\x00\x08\x08" * 200


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"{}",
        b"hello world, this is no file",
        b"\x00" * 8,
        b"\xff" * 100,
        of_torch_save(),
        raw({"fc.bias": 7}),
        raw({"fc.bias": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}, b"1234"),
        raw({"fc.bias": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}, b"1234"),
        raw({"fc.bias": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}, b"12345678"),
        raw({"fc.bias": {"dtype": "F32", "shape": [1], "data_offsets": [0, 400]}}, b"1234"),
        raw({"fc.bias": {"dtype": "object", "shape": [1], "data_offsets": [0, 4]}}, b"1234"),
        struct.pack("<Q", 30_000) + b'{"a":' * 6_000,
        struct.pack("<Q", 3) + b"\xff\xfe\xfd",
        struct.pack("<Q", 2**63) + b"{}",
    ],
    ids=range(15),
)
def test_what_is_no_safetensors_file(file):
    text = refusal(file, network())
    assert f"the {len(file)} bytes given" in text
    assert "safetensors.torch.save_file(model.state_dict(), path)" in text


def test_a_file_cut_short_at_any_byte():
    file = save(state(network()))
    for end in range(0, len(file), 7):
        assert f"the {end} bytes given are not a whole" in refusal(file[:end], network())


def test_a_file_too_large_is_not_even_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("rnnviz.core.pytorch.weight_file.deserialize", None)
    file = tmp_path / "large"
    with file.open("wb") as stream:
        stream.truncate(10 * MAX_FILE)
    for source in (bytes(MAX_FILE + 1), file):
        assert "at most 64 MB are allowed" in refusal(source, network())


def test_a_header_too_large_is_not_even_read(monkeypatch):
    monkeypatch.setattr("rnnviz.core.pytorch.weight_file.deserialize", None)
    text = refusal(raw({"__metadata__": {"": "." * (MAX_HEADER - 25)}}), network())
    assert f"header has {MAX_HEADER + 1} bytes, at most {MAX_HEADER} are" in text


@pytest.mark.parametrize("path", ["no/such/file", ".", "", "a\0b", "x" * 5_000, "\ud800"])
def test_a_path_that_cannot_be_read(path):
    assert "cannot be read" in refusal(path, network())


def test_a_file_that_fills_the_scenario_beyond_its_text():
    scenario = network(("lstm", "tanh"), layers=2, hidden_size=100)
    text = refusal(save(state(scenario)), scenario)
    assert f"the {sum(matrix.size for _name, matrix in scenario.params.items())} numbers" in text
    assert "at most 1000000" in text


GRU = ("gru", "tanh")
LSTM = ("lstm", "tanh")


@pytest.mark.parametrize(
    ("wanted", "given", "said"),
    [
        ({}, {"biases": False}, ["“rnn.bias_ih_l0” of shape 4 is missing", "fc.weight, rnn", "Change Biases"]),
        ({"biases": False}, {}, ["“fc.bias” has no place", "rnn.weight_hh_l0, fc.weight", "Change Biases"]),
        ({"layers": 2}, {}, ["“rnn.weight_ih_l1” of shape 4×4 is missing", "Change Layers"]),
        ({}, {"layers": 3}, ["“rnn.bias_hh_l1” has no place", "Change Layers"]),
        ({"embedding": 3}, {}, ["“embedding.weight” of shape 5×3 is missing", "Change Embedding"]),
        ({"embedding": 3, "biases": False}, {"biases": False}, ["“embedding.weight” of shape 5×3", "Change Embedding"]),
        ({}, {"embedding": 3}, ["“embedding.weight” has no place", "Change Embedding"]),
        ({"biases": False}, {"embedding": 3, "biases": False}, ["“embedding.weight” has no", "Change Embedding"]),
        ({}, {"hidden_size": 3}, ["“rnn.weight_ih_l0” has shape 3×5", "needs 4×5", "Change Hidden H,"]),
        ({"layers": 2}, {"hidden_size": 3, "layers": 2}, ["shape 3×5", "needs 4×5", "Change Hidden H,"]),
        (
            {"kind": GRU},
            {"kind": GRU, "hidden_size": 3, "inputs": np.ones((2, 6, 9))},
            ["shape 9×9", "needs 12×5", "Change Hidden H, Inputs D,"],
        ),
        ({}, {"inputs": np.ones((2, 6, 9))}, ["“rnn.weight_ih_l0” has shape 4×9", "needs 4×5", "Change Inputs D,"]),
        ({}, {"targets": np.ones((2, 6, 9))}, ["“fc.weight” has shape 9×4", "needs 2×4", "Change Outputs O,"]),
        ({"embedding": 3}, {"embedding": 2}, ["“embedding.weight” has shape 5×2", "needs 5×3", "Change Embedding,"]),
        ({"embedding": 3}, {"embedding": 3, "input_size": 7}, ["shape 7×3", "needs 5×3", "Change Inputs D,"]),
        ({"kind": GRU}, {"kind": LSTM}, ["16×4, that is 4·H×H as in nn.LSTM", "is nn.GRU with 3·H×H", "Change Cell,"]),
        (
            {"kind": GRU},
            {"kind": LSTM, "hidden_size": 3},
            ["12×3, that is 4·H×H as in nn.LSTM", "is nn.GRU with 3·H×H"],
        ),
        ({"kind": LSTM}, {"kind": GRU, "layers": 2}, ["12×4, that is 3·H×H as in nn.GRU", "is nn.LSTM with 4·H×H"]),
        ({"kind": LSTM}, {}, ["1·H×H as in nn.RNN", "is nn.LSTM with 4·H×H", "Change Cell,"]),
        ({}, {"kind": LSTM, "biases": False}, ["4·H×H as in nn.LSTM", "is nn.RNN with 1·H×H", "Change Cell,"]),
    ],
)
def test_a_network_of_another_kind_or_size(wanted, given, said):
    text = refusal(save(state(network(**given))), network(**wanted))
    for words in said:
        assert words in text


def test_a_name_of_the_file_is_told_as_it_is_there():
    arrays = {name.replace("rnn.", "net.lstm."): array for name, array in state(network()).items()}
    arrays.pop("net.lstm.weight_hh_l0")
    assert "“net.lstm.weight_hh_l0” of shape 4×4 is missing" in refusal(save(arrays), network())


def test_what_is_no_whole_network():
    arrays = state(network())
    bare = {name.removeprefix("rnn."): array for name, array in arrays.items() if name.startswith("rnn.")}
    assert "“fc.weight” of shape 2×4 is missing; the file has bias_hh_l0, bias_ih_l0" in refusal(save(bare), network())
    assert "nn.Linear, and nothing else" in refusal(save(bare), network())
    assert "missing; the file has nothing." in refusal(save({}), network())
    embedded = {"emb.weight": np.ones((5, 3))}
    assert "“rnn.weight_ih_l0” of shape 4×3 is missing" in refusal(save(embedded), network(embedding=3))


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"norm.weight": np.ones(4), "norm.bias": np.ones(4)}, "“norm."),
        ({"fc2.weight": np.ones((2, 2)), "fc2.bias": np.ones(2)}, "“fc2."),
        ({"rnn2.weight_ih_l0": np.ones((4, 4)), "rnn2.weight_hh_l0": np.ones((4, 4))}, "“rnn2."),
        ({"rnn.weight_hr_l0": np.ones((4, 4))}, "“rnn.weight_hr_l0” has no place"),
        ({"steps": np.array(7)}, "“steps” has no place"),
        ({"<script>\n\0" * 9: np.ones(1)}, "“<script>  <script>  <script>  <script> …” has no place"),
    ],
)
def test_a_tensor_without_a_place(extra, said):
    text = refusal(save(state(network()) | extra), network())
    assert said in text
    assert "has no place in this scenario's network, which has rnn.weight_ih_l0, rnn.weight_hh_l0" in text


def test_long_and_broken_names_are_quoted_short():
    arrays = {"rnn\n" * 5_000 + name: array for name, array in state(network()).items()}
    assert load_weights(save(arrays), network()) == load_weights(save(state(network())), network())
    assert "has no place" in refusal(save(arrays), network(biases=False))
    assert "is missing" in refusal(save(arrays), network(layers=2))
    assert "has shape" in refusal(save(arrays), network(hidden_size=3))
    assert "as in nn.RNN" in refusal(save(arrays), network(LSTM))
    name = next(name for name in arrays if name.endswith("fc.bias"))
    assert "not finite" in refusal(save(arrays | {name: np.full(2, np.nan)}), network())
    assert "format" in refusal(save(arrays | {name: np.ones(2, int)}), network())


def test_weights_of_both_directions():
    arrays = state(network(LSTM))
    back = {f"{name}_reverse": array for name, array in arrays.items() if name.startswith("rnn.")}
    text = refusal(save(arrays | back), network(LSTM))
    assert "“rnn.bias_hh_l0_reverse” belongs to a bidirectional module" in text
    assert "bidirectional=False" in text


def test_a_tensor_of_more_axes():
    text = refusal(save(state(network()) | {"fc.bias": np.ones((1, 2))}), network())
    assert "“fc.bias” has shape 1×2" in text
    assert "needs 2. Give the state_dict" in text


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite(number):
    arrays = state(network())
    arrays["rnn.weight_hh_l0"][1, 2] = number
    text = refusal(save(arrays), network())
    assert "“rnn.weight_hh_l0” has a number that is not finite" in text
    assert str(number) in text


def test_two_biases_beyond_the_largest_number():
    large = {"rnn.bias_ih_l0": np.full(4, 1e308), "rnn.bias_hh_l0": np.full(4, 1e308)}
    assert "the two biases that make b add up to more" in refusal(save(state(network()) | large), network())


@pytest.mark.parametrize("dtype", ["int64", "uint8", "bool", "complex64"])
def test_numbers_that_are_no_floats(dtype):
    text = refusal(save(state(network()) | {"fc.bias": np.ones(2, dtype)}), network())
    assert "“fc.bias” are of the format" in text
    assert "F64, F32, F16, BF16 are allowed" in text


def test_a_float_of_eight_bits_is_told_by_its_name():
    shapes = {name: array.shape for name, array in state(network()).items()}
    entries, end = {}, 0
    for name, shape in shapes.items():
        size = int(np.prod(shape))
        entries[name] = {"dtype": "F8_E4M3", "shape": shape, "data_offsets": [end, end + size]}
        end += size
    assert "F8_E4M3" in refusal(raw(entries, bytes(end)), network())


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_a_sentence(file):
    refusal(file, network())


@given(st.binary(max_size=300))
def test_any_header_is_refused_in_a_sentence(header):
    refusal(struct.pack("<Q", len(header)) + header, network())


@given(st.integers(0, 2_000), st.binary(max_size=12), st.sampled_from([0, 3]))
def test_a_file_with_some_bytes_changed_loads_or_is_explained(at, patch, embedding):
    scenario = network(LSTM, embedding=embedding)
    file = save(state(scenario))
    loads_or_explains(file[:at] + patch + file[at + len(patch) :], scenario)


sizes = st.integers(0, 5) | st.just(2**64 - 1) | st.just(2**31)
last_names = st.sampled_from(LAST_NAMES)
names = st.builds("{}{}".format, st.sampled_from(["", "rnn.", "fc.", "embedding.", "a."]), last_names) | st.text()
shapes = st.lists(sizes, max_size=4) | st.lists(st.just(1), max_size=99)


@given(st.dictionaries(names, st.tuples(st.sampled_from(["F64", "F32", "F16", "BF16", "I8", "C64", "F4"]), shapes)))
def test_tensors_of_any_names_and_shapes_are_refused_in_a_sentence(found):
    entries, end = {}, 0
    widths = {"F64": 64, "F32": 32, "F16": 16, "BF16": 16, "I8": 8, "C64": 64, "F4": 4}
    for name, (format_, shape) in found.items():
        size = int(np.prod([float(n) for n in shape]) * widths[format_] // 8) if max(shape, default=1) < 9 else 0
        entries[name] = {"dtype": format_, "shape": shape, "data_offsets": [end, end + size]}
        end += size
    scenario = network(biases=False, embedding=3)
    refusal(raw(entries, bytes(end)), scenario)
