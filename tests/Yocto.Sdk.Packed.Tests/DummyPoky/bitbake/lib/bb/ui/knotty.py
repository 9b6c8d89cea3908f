import logging

featureSet = []


def main(server, events, params):
    server.runCommand(["setEventMask", 0, logging.INFO, {}, ["bb.event.CommandCompleted"]])
    server.runCommand(["parseFiles"] if params.options.parse_only else
                      ["buildTargets", params.options.pkgs_to_build, params.options.cmd])
    code = 0
    while True:
        event = events.waitEvent(0.25)
        name = type(event).__name__
        if isinstance(event, logging.LogRecord):
            print("%s: %s" % (event.levelname, event.getMessage()))
            if event.levelno >= logging.ERROR:
                code = 1
        elif name in ("NoProvider", "TaskFailed"):
            code = 1
        elif name == "CommandFailed":
            return 1
        elif name == "CommandCompleted":
            return code
