"""What stops bitbake: lines on the standard input, signals, the end of whoever started the bridge."""

import os
import signal
import threading
import time


class Orders(threading.Thread):
    """Listens on the standard input."""

    def __init__(self, out):
        threading.Thread.__init__(self, name="orders", daemon=True)
        self.out = out
        self.input = os.dup(0)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=self.stop, daemon=True).start())

    def run(self):
        pending = b""
        while True:
            chunk = os.read(self.input, 4096)
            if not chunk:
                break
            *lines, pending = (pending + chunk).split(b"\n")
            for line in lines:
                if line.strip() == b"interrupt":
                    os.kill(os.getpid(), signal.SIGINT)
        self.stop()

    def stop(self):
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
        # Ending tasks takes 0.1 to 3 s; whoever still hangs then would keep the build directory for ever.
        time.sleep(60)
        os._exit(1)


class Interrupts:
    """A Ctrl+C that comes while an event is on its way to the output waits: the event would be lost, for knotty too."""

    def __init__(self, out):
        self.out = out
        self.busy = False
        self.pending = 0
        self.level = 0
        signal.signal(signal.SIGINT, self.arrive)

    def arrive(self, *_):
        self.pending += 1
        if not self.busy:
            self.deliver()

    def deliver(self):
        if self.pending:
            self.pending -= 1
            self.level += 1
            self.out.write("interrupted", level=min(self.level, 2))
            raise KeyboardInterrupt
