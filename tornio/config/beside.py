"""How `tornio serve` keeps one worker beside the pages: started again whenever it ends, and gone when we go."""

import os
import subprocess
import sys
import threading

PATIENCE_SECONDS = 10
COMMAND = (sys.executable, "-c", "from tornio.config.cli import main; main()", "work")


class Beside:
    """One worker in a process of its own."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        # The process ends with the thread that started it; this one lives as long as we do.
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        """Start it, and keep it."""
        self._keeper.start()

    def _begin(self) -> "subprocess.Popen[bytes] | None":
        with self._starting:
            if self._stopping.is_set():
                return None
            # A session of its own: Ctrl-C is for us, who tell it last.
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                (*COMMAND, "--beside", str(os.getpid())), stdin=subprocess.DEVNULL, start_new_session=True
            )
            return self._process

    def _keep(self) -> None:
        wait = 1.0
        while (process := self._begin()) is not None:
            process.wait()
            self._stopping.wait(wait)
            wait = min(wait * 2, PATIENCE_SECONDS)

    def stop(self) -> None:
        """Tell it to stop, and wait until it has."""
        with self._starting:
            self._stopping.set()
            process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
