"""Somebody's own program for the simple cell, one example after another in plain loops; and the same with mistakes."""

import numpy as np

from rnnviz.core.diagnosis.variants import VARIANTS

SLOPES = {
    "sigmoid": lambda h: h * (1 - h),
    "tanh": lambda h: 1 - h**2,
    "relu": lambda h: (h > 0) * 1.0,
    "identity": lambda h: h * 0 + 1,
}
PHI = {
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "tanh": np.tanh,
    "relu": lambda a: np.maximum(a, 0),
    "identity": lambda a: a,
}


class Student:
    """Backpropagation through time as a course teaches it; each method is a line somebody may get wrong."""

    def __init__(self, run):
        params = run.params
        self.x, self.target, self.counted = run.scenario.task.x, run.scenario.task.target, run.scenario.task.counted
        self.h0 = run.trace.h0
        self.Wx, self.Wh, self.Wo = params.Wx, params.Wh, params.Wo
        self.b = 0 if params.b is None else params.b
        self.bo = 0 if params.bo is None else params.bo
        self.head, activation = run.scenario.head, run.scenario.activation
        self.phi, self.phi_slope = PHI[activation], SLOPES[activation]
        self.grads = {"dWx": self.Wx * 0, "dWh": self.Wh * 0, "dWo": self.Wo * 0}

    def start(self, n):
        return self.h0[n]

    def carried(self, h):
        return h

    def sums(self, x, h_prev):
        return x @ self.Wx + h_prev @ self.Wh + self.b

    def step(self, x, h_prev):
        a = self.sums(x, h_prev)
        return a, self.phi(a)

    def read(self, h, _h_prev):
        return h

    def delta(self, y, target):
        if self.head == "softmax":
            p = np.exp(y - y.max())
            return p / p.sum() - target
        return (y - target) * {"linear": 2.0, "linear_half": 1.0}[self.head]

    def target_of(self, targets, t):
        return targets[t]

    def fork(self, own, future):
        return own + future

    def slope(self, _a, h, _h_prev):
        return self.phi_slope(h)

    def sent_back(self, da, _x, _slope):
        return da @ self.Wh.T

    def before(self, h_prev, _h):
        return h_prev

    def add(self, name, share):
        self.grads[name] = self.grads[name] + share

    def numbers(self):
        """What is handed in: the states, their gradients and those of the weights."""
        examples = [self.example(n) for n in range(len(self.x))]
        signals = {name: np.stack([one[name] for one in examples]) for name in ("h", "y", "dh", "da")}
        return signals | self.grads

    def example(self, n):
        """One example, forward and back; the gradients of the weights grow."""
        h, kept = self.start(n), []
        for x in self.x[n]:
            h_prev = self.carried(h)
            a, h = self.step(x, h_prev)
            y = self.read(h, h_prev) @ self.Wo + self.bo
            kept.append((x, h_prev, a, h, y))
        future, dhs, das = 0.0, [], []
        for t in reversed(range(len(kept))):
            x, h_prev, a, h, y = kept[t]
            dy = self.delta(y, self.target_of(self.target[n], t)) * self.counted[t]
            dh = self.fork(dy @ self.Wo.T, future)
            slope = self.slope(a, h, h_prev)
            da = dh * slope
            self.add("dWo", np.outer(h, dy))
            self.add("dWx", np.outer(x, da))
            self.add("dWh", np.outer(self.before(h_prev, h), da))
            future = self.sent_back(da, x, slope)
            dhs.insert(0, dh)
            das.insert(0, da)
        _xs, _befores, _as, hs, ys = zip(*kept, strict=True)
        return {name: np.array(rows) for name, rows in {"h": hs, "y": ys, "dh": dhs, "da": das}.items()}


def but(**methods):
    """The program with some of its lines changed."""
    return type("Mistaken", (Student,), methods)


def overwriting(self, x, h_prev):
    """The state of the units before is the new one already."""
    h, a = h_prev.copy(), np.zeros(len(h_prev))
    for j in range(len(h)):
        a[j] = x @ self.Wx[:, j] + h @ self.Wh[:, j] + np.broadcast_to(self.b, h.shape)[j]
        h[j] = self.phi(a[j])
    return a, h


def first_delta(self, name, share):
    self.grads[name] = self.grads[name] + (share[:, :1] if name == "dWx" else share)


def no_target(self, y, target):
    return Student.delta(self, y, 0 * target)


def half(self, y, target):
    return 0.5 * Student.delta(self, y, target)


def one_way(ways, slope, way):
    """The slope on one of the two ways to h only, as a factor of their sum."""
    return (ways[way] * slope + ways[1 - way]) / (ways[0] + ways[1])


STUDENTS = {
    "no_sum_at_fork": but(fork=lambda _self, own, _future: own),
    "derivative_forgotten": but(slope=lambda _self, a, _h, _h_prev: a * 0 + 1),
    "derivative_misplaced": but(slope=lambda self, _a, h, _h_prev: self.phi_slope(self.phi(h))),
    "derivative_misplaced, formula for h": but(slope=lambda self, a, _h, _h_prev: self.phi_slope(a)),
    "derivative_misplaced, step before": but(slope=lambda self, _a, _h, h_prev: self.phi_slope(h_prev)),
    "derivative_misplaced, after Wh": but(sent_back=lambda self, da, _x, slope: (da / slope) @ self.Wh.T * slope),
    "derivative_misplaced, own output only": but(
        fork=lambda self, own, future: setattr(self, "kept", (own, future)) or own + future,
        slope=lambda self, _a, h, _h_prev: one_way(self.kept, self.phi_slope(h), 0),
    ),
    "derivative_misplaced, from the future only": but(
        fork=lambda self, own, future: setattr(self, "kept", (own, future)) or own + future,
        slope=lambda self, _a, h, _h_prev: one_way(self.kept, self.phi_slope(h), 1),
    ),
    "not_transposed": but(sent_back=lambda self, da, _x, _slope: da @ self.Wh),
    "overwritten": but(add=lambda self, name, share: self.grads.update({name: share})),
    "minus_sign": but(delta=lambda self, y, target: -Student.delta(self, y, target)),
    "factor_two": but(delta=half),
    "not_carried": but(carried=lambda _self, h: h * 0),
    "start_ignored": but(start=lambda self, n: self.h0[n] * 0),
    "old_state": but(start=lambda self, _n: self.h0[0]),
    "state_off_by_one": but(before=lambda _self, _h_prev, h: h),
    "state_before_read": but(read=lambda _self, _h, h_prev: h_prev),
    "targets_shifted": but(target_of=lambda _self, targets, t: targets[max(t - 1, 0)]),
    "rows_for_columns": but(sums=lambda self, x, h_prev: x @ self.Wx + self.Wh @ h_prev + self.b),
    "target_not_subtracted": but(delta=no_target),
    "state_overwritten": but(step=overwriting),
    "first_delta_only": but(add=first_delta),
    "never_added": but(add=lambda _self, _name, _share: None),
    "sent_back_by_input": but(sent_back=lambda _self, da, x, _slope: x * da),
    "bias_forgotten": but(sums=lambda self, x, h_prev: x @ self.Wx + h_prev @ self.Wh),
}
assert {name.partition(",")[0] for name in STUDENTS} <= VARIANTS.keys()
