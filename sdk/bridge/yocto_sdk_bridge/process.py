import json
import logging
import os
import runpy
import signal
import sys

from yocto_sdk_bridge.client import Client
from yocto_sdk_bridge.listener import EarlyLog, Listener
from yocto_sdk_bridge.orders import Interrupts, Orders
from yocto_sdk_bridge.output import Output

UI = "yocto_sdk"
LAST_PROCESSES = 30  # seconds
LOG = "bitbake-cookerdaemon.log"  # of bitbake's server, with the whole environment


def main():
    if os.getpid() == 1:
        look_after_container()
    bitbake, questions, arguments = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3:]
    if os.getsid(0) != os.getpid():
        try:
            os.setsid()
        except PermissionError:  # a group leader: started from a shell by hand
            pass
    keep_log_private()
    out = Output()
    Orders(out).start()
    sys.path.insert(0, os.path.join(bitbake, "lib"))
    import bb
    import bb.daemonize
    import bb.ui
    out.write("start", bitbake=bb.__version__, python="%d.%d.%d" % sys.version_info[:3], pid=os.getpid())
    early = EarlyLog(out)
    logging.getLogger("BitBake").addHandler(early)
    close_in_daemon(bb.daemonize, out)
    register_ui(out, early, questions)
    program = os.path.join(bitbake, "bin", "bitbake")
    sys.argv = [program, "-u", UI] + arguments
    runpy.run_path(program, run_name="__main__")


def keep_log_private():
    """bitbake writes to the end of a log that is there."""
    try:
        log = os.open(LOG, os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
        os.fchmod(log, 0o600)
        os.close(log)
    except OSError:  # bitbake says why it can't write there
        pass


def look_after_container():
    """
    Returns in a child, and with the first process of a container waits for it and for what it leaves: bitbake's server
    still writes its caches, and all end with the first process. A terminal's Ctrl+C comes here from the container's
    engine.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = os.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    code = 0
    while True:
        try:
            ended, status = os.wait()
        except ChildProcessError:
            os._exit(code)
        if ended == child:
            code = 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            signal.signal(signal.SIGTERM, lambda *_: os._exit(code))
            signal.signal(signal.SIGALRM, lambda *_: os._exit(code))
            signal.alarm(LAST_PROCESSES)


def close_in_daemon(daemonize, out):
    """Up to 1.48 the server is a fork of this process: it must not keep our output open after the client is gone."""
    create = daemonize.createDaemon

    def create_without_output(function, *arguments):
        def run():
            os.close(out.descriptor)
            function()
        return create(run, *arguments)

    daemonize.createDaemon = create_without_output


def register_ui(out, early, questions):
    import bb.main
    import bb.ui.knotty
    module = type(sys)("bb.ui." + UI)
    # what the server has to do for this UI, OpenEmbedded's sanity check for one
    module.featureSet = bb.ui.knotty.featureSet

    def ui_main(server, events, params):
        logging.getLogger("BitBake").removeHandler(early)
        interrupts = Interrupts(out)
        client = Client(server)
        listener = Listener(out, client, events, params, questions, interrupts)
        code = bb.ui.knotty.main(client, listener, params)
        interrupts.busy = True
        # a configuration that can't be read: knotty does not wait for what the server said of it
        while code and listener.next_event(0.5) is not None:
            pass
        out.write("exit", code=code or 0)
        return code

    module.main = ui_main
    sys.modules[module.__name__] = module
    setattr(sys.modules["bb.ui"], UI, module)
