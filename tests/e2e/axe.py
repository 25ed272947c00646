"""axe-core, run in a page: what stands in the way of those who do not see, or see little."""

import shutil
import subprocess
import tarfile

import pytest

PACKAGE = "axe-core@4.14.1"
SERIOUS = ("serious", "critical")
RUN = """() => axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.flatMap(({ id, impact, nodes }) => nodes.map(({ target, failureSummary, html }) =>
        ({ id, impact, where: target.join(" "), failureSummary, html }))))"""


def fetch(folder):
    """axe-core as one script, from the npm registry."""
    if not shutil.which("npm"):
        pytest.skip("no npm to fetch axe-core with: apt-get install npm")
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as package:
        return package.extractfile("package/axe.min.js").read().decode()


def violations(page, script, impacts=SERIOUS):
    """What axe-core finds in ``page``, a line each; empty if there is nothing of these impacts."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(script)
    found = page.evaluate(RUN)
    return [
        f"{each['impact']}: {each['id']} at {each['where']}, {each['html'][:200]}: {each['failureSummary']}"
        for each in found
        if each["impact"] in impacts
    ]
