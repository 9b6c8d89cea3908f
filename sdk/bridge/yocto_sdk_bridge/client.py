class Client:
    """The server's command channel, asked for a few events more than knotty wants."""

    MORE_EVENTS = ["bb.event.BuildStarted", "bb.event.BuildCompleted", "bb.event.DiskFull",
                   "bb.event.DepTreeGenerated", "bb.runqueue.runQueueTaskSkipped"]

    def __init__(self, server):
        self.server = server

    def __getattr__(self, name):
        return getattr(self.server, name)

    def runCommand(self, command):
        if command[0] == "setEventMask":
            command = command[:4] + [command[4] + self.MORE_EVENTS]
        return self.server.runCommand(command)

    def run_command(self, name, *parameters, **_):
        """Under the name by which tinfoil's connectors call it."""
        answer, error = self.server.runCommand([name] + list(parameters))
        if error:
            raise RuntimeError(error)
        return answer

    def variable(self, name):
        return self.run_command("getVariable", name)

    def recipe(self, file):
        """The data store of a parsed recipe."""
        import bb.tinfoil
        handle = self.run_command("parseRecipeFile", file, True, None)
        return bb.tinfoil.Tinfoil._reconvert_type(self, handle, "DataStoreConnectionHandle")
