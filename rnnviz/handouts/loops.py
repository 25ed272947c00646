"""The two loops over time as a script writes them: those of core/passes.py, with nothing in them that is not there."""

UNROLL = '''
def unroll(weights, x, start, blocks):
    """One layer over all steps of x (T, N, D): every signal of every step, and the states before each step."""
    (N, H), T = start[0].shape, len(x)
    now = {{name: np.empty((T, N, len(parts) * H)) for name, parts in SIGNALS.items()}}
    before = [np.empty((T, N, H)) for _ in STATES]
    wx = next(iter(now.values()))
    project(weights, x, wx)  # for all steps at once; then the first signal takes its place
    state = start
    for begin, end in blocks:{reset}
        for t in range(begin, end):
            for kept, array in zip(before, state):
                kept[t] = array
            state = step(weights, wx[t], state, *(buffer[t] for buffer in now.values()))
    return Weights(weights=weights, x=x, now=now, before=before, state=tuple(now[name][-1] for name in STATES))
'''
RESET = "\n        state = start  # each block begins anew"

FORWARD = '''
def forward(x, start, blocks):
    """x (N, T, D) through all layers, then the output layer; time comes first inside, (T, N, ·)."""
    given = np.ascontiguousarray(x.swapaxes(0, 1))
    signal = {first}
    layers = []
    for weights, state in zip(packed, start):
        layers.append(unroll(weights, signal, state, blocks))
        signal = layers[-1].now["h"]
    read = {read}
    y = matmul(read, Wo)
    if bo is not None:
        y += bo
    return given, layers, read, outputs(y)
'''
READ = 'layers[-1].now["h"]'
READ_BEFORE = "np.concatenate([layers[-1].x, layers[-1].before[0]], axis=-1)"

RUN_ON = '''
def run_on(x, steps):
    """The network reads its own answers, one step at a time, until there are so many steps."""
    begun = [(begin, min(end, x.shape[1])) for begin, end in blocks if begin < x.shape[1]]
    parts, (_, layers, _, answers) = [x], forward(x, h0, begun)
    for t in range(x.shape[1], steps):
        parts.append({choice}[:, None])
        state = h0 if t in resets else [layer.state for layer in layers]
        _, layers, _, answers = forward(parts[-1], state, [(0, 1)])
    return np.concatenate(parts, axis=1)
'''
LIKELIEST = 'np.eye(answers["y"].shape[-1])[answers["y"][-1].argmax(axis=-1)]'

UNROLL_BACK = '''
def unroll_back(layer, out, early):
    """The same layer from the last step to the first; out (T, N, H) comes to h from above."""
    T, N, H = layer.before[0].shape
    back = {name: np.empty_like(buffer) for name, buffer in layer.now.items()}
    flows = [np.zeros((T + 1, N, H)) for _ in STATES]  # flows[t], t from 0: what step t sends to the state before it
    kept = saved(layer.now, tuple(layer.before))
    reached = {}
    for begin, end in reversed(blocks):
        future = tuple(flow[end] for flow in flows)
        for t in reversed(range(begin, end)):
            arrays = [*kept, *back.values(), *flows]
            future = step_back(layer.weights, future, out[t], *(array[t] for array in arrays))
        reached[begin] = {name: array.copy() for name, array in zip(STATES, future)}
        if early:
            reached[begin]["h"] = future[0] + early[begin]
        for array in future:
            array[...] = 0.0  # nothing goes over a block's end
    return back, [flow[1:] for flow in flows], reached
'''

BACKWARD = '''
def backward(layers, given, read, dy):
    """dy = dL/dy (T, N, O) back through all layers; the gradient of every signal, every weight, every first state."""
    signals, reached = {{"y": dy}}, {{begin: {{}} for begin, _ in blocks}}
    sums = {{"Wo": over_steps(read, dy), "bo": sum_over_steps(dy)}}
    out, direct, early = {read_back}
    for layer, end in reversed(list(zip(layers, ENDS))):
        back, futures, ended = unroll_back(layer, out, early)
        dx = project_back(layer.weights, back)
        dx = dx if direct is None else dx + direct
        for name, buffer in reversed(list(back.items())):
            signals |= parts(buffer, SIGNALS[name], end)
        signals["h_from_output" + end] = out
        signals |= {{name + "_from_future" + end: flow for name, flow in zip(STATES, futures)}}
        signals["x"] = dx
        sums |= {{name + end: array for name, array in params_back(layer.x, tuple(layer.before), back).items()}}
        for begin, arrays in ended.items():
            reached[begin] |= {{name + end: array for name, array in arrays.items()}}
        out, direct, early = dx, None, {{}}{table}
    return signals, sums, reached
'''
READ_BACK = "matmul(dy, Wo.T), None, {}"
READ_BACK_BEFORE = "read_back(matmul(dy, Wo.T), layers[-1])"
TABLE_BACK = '\n    sums["E"] = over_steps(given, signals["x"])'

EARLY = '''
def read_back(read, top):
    """The output of a step reads x and the state before it: its gradient goes to h one step earlier, and to x."""
    width, out = top.x.shape[-1], np.zeros_like(top.before[0])
    out[:-1] = read[1:, :, width:]
    for begin, _ in blocks[1:]:
        out[begin - 1] = 0.0
    return out, read[..., :width], {begin: read[begin, :, width:] for begin, _ in blocks}
'''

SHOW = '''
def parts(buffer, names, end):
    """The signals that lie beside each other in a buffer."""
    H = buffer.shape[-1] // len(names)
    return {name + end: buffer[..., i * H : (i + 1) * H] for i, name in enumerate(names)}


def show(what, *numbers):
    """Every number to its last digit."""
    print(what, "=", *numbers)
'''

MAIN = """
given, layers, read, answers = forward(x, h0, blocks)
batch_first = {{name: array.swapaxes(0, 1) for name, array in answers.items()}}
losses = {losses}(batch_first, target)  # (N, T)
signals = {{"x": layers[0].x}}
for layer, end in zip(layers, ENDS):
    for name, buffer in layer.now.items():
        signals |= parts(buffer, SIGNALS[name], end)
signals |= answers

for t in range(T):
    for n in shown:
        for name, array in signals.items():
            show(f"example {{n + 1}}, step {{t + 1}}: {{name}}", *array[t, n].tolist())
        show(f"example {{n + 1}}, step {{t + 1}}: L", losses[n, t].item())
show("L", losses[shown.start : shown.stop][:, counted > 0].sum().item())
"""

MAIN_BACK = """
dy = {losses_back}(batch_first, target) * counted[:, None]
back, sums, reached = backward(layers, given, read, np.ascontiguousarray(dy.swapaxes(0, 1)))

for t in reversed(range(T)):
    for n in shown:
        for name, array in back.items():
            show(f"example {{n + 1}}, step {{t + 1}}: dL/d{{name}}", *array[t, n].tolist())
for name in {names}:
    for i, row in enumerate(np.atleast_2d(sums[name])):
        show(f"dL/d{{name}}, row {{i + 1}}", *row.tolist())
for name, first in reached[resets[0]].items():
    start = sum((reached[begin][name] for begin in resets[1:]), first)
    for n in shown:
        show(f"example {{n + 1}}: dL/d{{name}}0", *start[n].tolist())
for begin in sorted(reached.keys() - set(resets)):
    for name, array in reached[begin].items():
        for n in shown:
            show(f"example {{n + 1}}: dL/d{{name}} dropped after step {{begin}}", *array[n].tolist())
"""
