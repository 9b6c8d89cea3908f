import json
import os
import threading


class Output:
    """The standard output as it was; what bitbake prints goes to the standard error from here on."""

    def __init__(self):
        self.descriptor = os.dup(1)
        os.dup2(2, 1)
        self.owner = os.getpid()
        self.lock = threading.RLock()

    def write(self, kind, **fields):
        if os.getpid() != self.owner:
            return
        fields = {name: value for name, value in fields.items() if value is not None}
        fields["kind"] = kind
        line = (json.dumps(fields, default=str) + "\n").encode()
        with self.lock:
            try:
                while line:
                    line = line[os.write(self.descriptor, line):]
            except BrokenPipeError:
                # nobody listens: Orders sees the same end and stops bitbake
                pass
