"""The known mistakes: what each is called, what to do about it, and what somebody gets who makes it.

Of the faults of published code that students copy, some leave no trace in numbers and are not here: code that does not
compile or stops at an index, a loop variable without a value, a missing optimiser; and float32 buffers, whose error is
below the tolerance.
"""

from collections.abc import Callable
from typing import NamedTuple

from rnnviz.core.diagnosis import backward_mistakes, forward_mistakes, loss_mistakes, sum_mistakes
from rnnviz.core.diagnosis.loss_mistakes import Ways
from rnnviz.core.run import Run
from rnnviz.i18n import N_


class Variant(NamedTuple):
    """One mistake. ``gives(run)`` yields, for each way of making it, the whole batch's numbers by name."""

    title: str
    advice: str
    gives: Callable[[Run], Ways]


# from what has one cause only to what may have several
VARIANTS: dict[str, Variant] = {
    "never_added": Variant(
        N_("The gradients are never added up"),
        N_("grad[i] += grad changes a copy or the wrong name: write grads[i][...] += grad and look that it is not 0."),
        sum_mistakes.never_added,
    ),
    "never_forward": Variant(
        N_("Backward without forward: everything is 0"),
        N_("Run forward first and keep its values; the loss must change when the weights do."),
        sum_mistakes.never_forward,
    ),
    "sent_back_by_input": Variant(
        N_("The gradient of the state before is made with xᵀ"),
        N_(
            "x_tᵀ da_t is Wx's share. The state before gets da_t Whᵀ; where N = D or D = 1 the shapes do not tell them "
            "apart."
        ),
        backward_mistakes.sent_back_by_input,
    ),
    "state_overwritten": Variant(
        N_("The old state is overwritten too early"),
        N_("The units of a step all need the state before: compute the new state beside the old one, then swap them."),
        forward_mistakes.state_overwritten,
    ),
    "first_delta_only": Variant(
        N_("Only the first hidden unit's delta is used"),
        N_("Entry (i, j) of dWx is the sum of x_i da_j: each column has its own hidden unit's delta."),
        sum_mistakes.first_delta_only,
    ),
    "input_misindexed": Variant(
        N_("The gradient at the input is misindexed"),
        N_("dL/dx_t = da_t Wxᵀ: entry i is the sum over the hidden units j of da_j Wx[i][j]."),
        sum_mistakes.input_misindexed,
    ),
    "derivative_misplaced": Variant(
        N_("The derivative is taken at the wrong place"),
        N_(
            "dL/da_t = dL/dh_t φ′(a_t), before the product with Whᵀ: σ′ is h(1 − h) and tanh′ is 1 − h² of the same "
            "step's h, not of a, of φ(h) or of another step."
        ),
        backward_mistakes.derivative_misplaced,
    ),
    "derivative_forgotten": Variant(
        N_("The activation's derivative is forgotten"),
        N_("Going back through h_t = φ(a_t) multiplies by φ′(a_t), entry by entry; so does a gate's own activation."),
        backward_mistakes.derivative_forgotten,
    ),
    "output_slope_forgotten": Variant(
        N_("The derivative of the output's activation is forgotten"),
        N_("The squared error is one of u_t, not of y_t: multiply by the slope of u_t, too."),
        loss_mistakes.output_slope_forgotten,
    ),
    "target_not_subtracted": Variant(
        N_("The target is not subtracted: p instead of p − t"),
        N_("The gradient at the right class's logit is p − 1, at the others p."),
        loss_mistakes.target_not_subtracted,
    ),
    "not_transposed": Variant(
        N_("A matrix instead of its transpose on the way back"),
        N_("h W going forward is dL/da Wᵀ coming back; a square matrix fits either way, so its shape does not warn."),
        backward_mistakes.not_transposed,
    ),
    "no_sum_at_fork": Variant(
        N_("The sum at the fork is missing"),
        N_("h_t goes to the output and to step t+1, so dL/dh_t is the sum of what comes back from both."),
        backward_mistakes.no_sum_at_fork,
    ),
    "last_step_only": Variant(
        N_("Only the last step adds to the weights' gradients"),
        N_("The weights are shared by all steps: sum the shares of all T steps."),
        sum_mistakes.last_step_only,
    ),
    "one_example_only": Variant(
        N_("Only one example of the batch adds to the weights' gradients"),
        N_("The weights' gradients are those of the whole batch: add the shares of all examples."),
        sum_mistakes.one_example_only,
    ),
    "overwritten": Variant(
        N_("Each step overwrites the gradient instead of adding to it"),
        N_("Write grad += …, not grad = …: what is left is the share of the last step that was computed."),
        sum_mistakes.overwritten,
    ),
    "state_off_by_one": Variant(
        N_("Off by one step: h_t and h_{t−1} are mistaken for one another"),
        N_("Wh meets the state before the step: its share is h_{t−1}ᵀ da_t. A list that begins with h0 is one ahead."),
        sum_mistakes.state_off_by_one,
    ),
    "state_before_read": Variant(
        N_("Off by one step: the output reads the state before"),
        N_("y_t is read off h_t, the state after the step, not off h_{t−1}."),
        forward_mistakes.state_before_read,
    ),
    "targets_shifted": Variant(
        N_("Off by one step: the targets are shifted"),
        N_("Compare the answer of step t with the target of step t."),
        loss_mistakes.targets_shifted,
    ),
    "rows_for_columns": Variant(
        N_("Rows for columns"),
        N_("Keep one convention for all matrices: x W with W[from][to], or W x with W[to][from]."),
        forward_mistakes.rows_for_columns,
    ),
    "start_ignored": Variant(
        N_("The initial state h0 is ignored"),
        N_(
            "The first step begins with h0, not with zeros; a set_state must not be dropped because nothing is carried."
        ),
        forward_mistakes.start_ignored,
    ),
    "old_state": Variant(
        N_("A state of an earlier call is still there"),
        N_("Begin each example with its own h0: reset the state between calls, and when the batch has another size."),
        forward_mistakes.old_state,
    ),
    "not_carried": Variant(
        N_("The state is not carried from step to step"),
        N_("Keep h_t and give it to step t+1; where every step begins alike, Wh changes nothing."),
        forward_mistakes.not_carried,
    ),
    "reset_or_carried": Variant(
        N_("The state is reset where it should be carried on, or the other way round"),
        N_("At a block's end, stateful carries the state into the next block; stateless begins it with h0 again."),
        backward_mistakes.reset_or_carried,
    ),
    "cut_elsewhere": Variant(
        N_("The gradient is cut at other steps than asked for"),
        N_("Full backpropagation goes back to step 1; truncated, it stops at block ends and only there."),
        backward_mistakes.cut_elsewhere,
    ),
    "other_steps_counted": Variant(
        N_("The losses of other steps are counted"),
        N_("Which steps' answers count is part of the task: all of them, only the last, or those after the input."),
        loss_mistakes.other_steps_counted,
    ),
    "bias_forgotten": Variant(
        N_("A bias is forgotten"),
        N_("Add b to every hidden sum and bo to every output."),
        forward_mistakes.bias_forgotten,
    ),
    "minus_without_two": Variant(
        N_("The delta has the wrong sign and the wrong factor"),
        N_("The gradient of (y − t)² at y is 2 (y − t), that of ½ (y − t)² is y − t; t − y is neither."),
        loss_mistakes.minus_without_two,
    ),
    "minus_sign": Variant(
        N_("The sign is wrong"),
        N_("A gradient points uphill: dL/dy is y − t, or p − t; the minus belongs to the update, W − η dW."),
        loss_mistakes.minus_sign,
    ),
    "factor_two": Variant(
        N_("A 2 or a ½ is missing"),
        N_("The gradient of (y − t)² is 2 (y − t), that of ½ (y − t)² is y − t: keep the loss you began with."),
        loss_mistakes.factor_two,
    ),
    "mean": Variant(
        N_("Mean instead of sum"),
        N_("Here the loss is the sum over steps, examples and outputs; frameworks often divide by their number."),
        loss_mistakes.mean,
    ),
}
