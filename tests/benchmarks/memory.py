"""The server's memory over a thousand reruns: flat, though no garbage collection follows them; run by hand.

    python tests/benchmarks/memory.py

Each rerun is a weight edit in a real browser, so that simulation, figures, widgets and messages all take part.
"""

from pathlib import Path

from page import EDIT, ROOT, open_stage, served
from playwright.sync_api import sync_playwright

RERUNS = 1000
EVERY = 100


def resident(process: int) -> float:
    """Megabytes of the process in memory."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    with sync_playwright() as playwright, served(ROOT / "app.py", ROOT) as (address, process):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = open_stage(browser, address, "preset=four")
        print("| reruns | resident, MB |\n|---|---|")
        for count in range(RERUNS + 1):
            if count % EVERY == 0:
                print(f"| {count} | {resident(process):.1f} |", flush=True)
            page.evaluate(EDIT, f"0.{1000 + count}")
        browser.close()


if __name__ == "__main__":
    main()
