import argparse
import sys

import bb.server


class Parameters:
    def __init__(self, options):
        self.options = options


def main():
    parser = argparse.ArgumentParser(prog="bitbake")
    parser.add_argument("-u", "--ui", default="knotty")
    parser.add_argument("-c", "--cmd")
    parser.add_argument("-k", "--continue", dest="abort", action="store_false")
    parser.add_argument("-n", "--dry-run", action="store_true")
    parser.add_argument("-p", "--parse-only", action="store_true")
    parser.add_argument("pkgs_to_build", nargs="*")
    options = parser.parse_args()
    ui = getattr(__import__("bb.ui", fromlist=[options.ui]), options.ui)
    server = bb.server.Server(options)
    sys.exit(ui.main(server, server, Parameters(options)))
