"""A server's process as the operating system sees it, and what it has to say."""

import os
import re
from pathlib import Path

GREETING = re.compile("|You can now view your Streamlit app in your browser.|URL: .*|.* Uvicorn server started on .*")


class Server:
    """Where it answers, its process, and the file it logs to."""

    def __init__(self, address: str, process: int, log: Path) -> None:
        self.address, self.process, self.log = address, process, log
        self.busy = self.seconds = 0.0

    def resident(self) -> float:
        """Megabytes in memory."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def processor_time(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def complaints(self) -> list[str]:
        """Every line of the log but the greeting."""
        lines = (line.strip() for line in self.log.read_text("utf-8").splitlines())
        return [line for line in lines if not GREETING.fullmatch(line)]
