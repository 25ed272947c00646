"""A page whose frames come when a test lets them: what plays is seen step by step, however slow the machine is."""

STOPPED = """() => {
    const waiting = new Map();
    let now = performance.now(), last = 0;
    performance.now = () => now;
    window.requestAnimationFrame = (frame) => { waiting.set(++last, frame); return last; };
    window.cancelAnimationFrame = (id) => waiting.delete(id);
    window.letPass = (span) => {
        for (const end = now + span; now < end;) {
            now += 10;
            const due = [...waiting.values()];
            waiting.clear();
            due.forEach((frame) => frame(now));
        }
    };
}"""


def stop_clock(visit):
    """From now on time goes by only when it is let pass; the next page has its own time again."""
    visit.page.evaluate(STOPPED)


def let_pass(visit, milliseconds):
    visit.page.evaluate("span => window.letPass(span)", milliseconds)
