import logging
import tempfile
import types
import unittest
from unittest import mock

from fakes import Client, Store, event, record, tell

RECIPE = "/layers/meta/busybox_1.36.bb"
BUSYBOX = {"recipe": "busybox", "version": "1.36", "recipeFile": RECIPE}


def task(kind, name="do_compile", pid=7, time=100.0, flags=None, **fields):
    return event(kind, _fn="virtual:native:" + RECIPE, _task=name, _package="busybox-1.36-r0", pn="busybox", pv="1.36",
                 pid=pid, time=time, taskflags=flags, logfile="/log." + name, **fields)


def stats(completed=0, active=0, failed=0, total=0, **setscene):
    return types.SimpleNamespace(completed=completed, active=active, failed=failed, total=total, **setscene)


class ProgressTests(unittest.TestCase):
    def shares(self, *events):
        return [(told["what"], told["done"], told["total"]) for told in tell(events) if told["kind"] == "progress"]

    def test_parsing_and_the_cache_have_names_of_their_own(self):
        self.assertEqual([("parse", 0, 9), ("cache", 0, 5), ("cache", 5, 5)], self.shares(
            event("ParseStarted", total=9), event("CacheLoadStarted", total=5), event("CacheLoadCompleted", total=5)))

    def test_between_the_first_and_the_last_little_is_told(self):
        many = [event("ParseProgress", current=done, total=1000) for done in range(1, 1001)]
        self.assertEqual([("parse", 0, 1000), ("parse", 1000, 1000)], self.shares(event("ParseStarted", total=1000), *many))

    def test_every_half_second_something_is_told(self):
        with mock.patch("yocto_sdk_bridge.listener.time.time", side_effect=[100.0, 100.4, 100.6, 100.9, 101.2]):
            self.assertEqual([0, 2, 4], [done for _, done, _ in self.shares(
                event("ParseStarted", total=9), *[event("ParseProgress", current=done, total=9) for done in (1, 2, 3, 4)])])

    def test_each_step_has_its_own_half_second(self):
        self.assertEqual([("a", 3, 100), ("b", 4, 100)], self.shares(
            event("ProcessProgress", processname="a", progress=3.7), event("ProcessProgress", processname="b", progress=4)))

    def test_a_step_that_is_finished_is_whole_whatever_it_counted(self):
        self.assertEqual([("Initialising tasks", 0, 42), ("Initialising tasks", 100, 100)], self.shares(
            event("ProcessStarted", processname="Initialising tasks", total=42),
            event("ProcessFinished", processname="Initialising tasks")))

    def test_the_end_of_parsing_has_its_figures(self):
        figures = dict(total=9, cached=3, parsed=4, skipped=2, masked=1, errors=0)
        self.assertEqual([dict(figures, kind="parsed")], tell([event("ParseCompleted", **figures)]))


class RunQueueTests(unittest.TestCase):
    def test_a_task_counts_itself_those_before_and_those_beside_it(self):
        self.assertEqual(
            [{"kind": "queue", "done": 8, "total": 20, "setscene": False, "recipeFile": RECIPE, "task": "do_compile"}],
            tell([event("runQueueTaskStarted", taskfile="mc:second:" + RECIPE, taskname="do_compile", stats=stats(4, 2, 1, 20))]))

    def test_a_setscene_task_is_counted_by_its_own_figures_where_there_are_some(self):
        new = stats(50, 60, 70, 80, setscene_covered=1, setscene_active=2, setscene_notcovered=3, setscene_total=9)
        told = tell([event("sceneQueueTaskStarted", taskfile=RECIPE, taskname="do_package_setscene", stats=of)
                     for of in (new, stats(4, 2, 1, 20))])
        self.assertEqual([(7, 9, True), (8, 20, True)], [(t["done"], t["total"], t["setscene"]) for t in told])

    def test_a_lost_task_has_the_run_queues_words(self):
        self.assertEqual(
            [{"kind": "taskLost", "recipeFile": RECIPE, "task": "do_compile", "exitCode": 137, "text": "failed with exit code '137'"},
             {"kind": "setsceneFailed", "recipeFile": RECIPE, "task": "do_package_setscene"}],
            tell([event("runQueueTaskFailed", "failed with exit code '137'", taskfile=RECIPE, taskname="do_compile", exitcode=137),
                  event("sceneQueueTaskFailed", taskfile=RECIPE, taskname="do_package_setscene")]))

    def test_skipped_tasks_never_reach_knotty(self):
        from fakes import Lines
        from yocto_sdk_bridge.listener import Listener
        last = event("CommandCompleted")
        waiting = [event("runQueueTaskSkipped", taskfile=RECIPE, taskname="do_x"), event("runQueueTaskSkipped", taskfile="/b.bb", taskname="do_x"), last]
        source = types.SimpleNamespace(waitEvent=lambda _: waiting.pop(0))
        lines = Lines()
        listener = Listener(lines, Client(), source, None, {}, types.SimpleNamespace(busy=False, level=0, deliver=lambda: None))

        self.assertIs(last, listener.waitEvent(0))
        self.assertEqual({RECIPE, "/b.bb"}, listener.staleness.graph)
        self.assertEqual([], lines.take())


class GraphTests(unittest.TestCase):
    TREE = {"pn": {"busybox": {"filename": "virtual:native:" + RECIPE}, "glibc": {"filename": "/l/glibc.bb"}},
            "tdepends": {"busybox.do_compile": ["glibc.do_install"], "glibc.do_install": []}}

    def test_the_graph_of_the_run_queue_is_told_once_and_knotty_never_sees_it(self):
        self.assertEqual(
            [{"kind": "graph", "tasks": ["busybox do_compile", "glibc do_install"], "needs": [[1], []], "threads": 4,
              "recipes": {"busybox": RECIPE, "glibc": "/l/glibc.bb"}}],
            tell([event("DepTreeGenerated", _depgraph=self.TREE)], Client({"BB_NUMBER_THREADS": "4"})))

    def test_tasks_that_need_not_run_are_told_together(self):
        skipped = [event("runQueueTaskSkipped", taskfile=file, taskname="do_install")
                   for file in ("/l/glibc.bb", "virtual:native:" + RECIPE, "/l/unknown.bb")]
        self.assertEqual(
            {"kind": "skipped", "tasks": ["glibc do_install", "busybox do_install"]},
            tell([event("DepTreeGenerated", _depgraph=self.TREE)] + skipped)[1])


class TaskTests(unittest.TestCase):
    def test_a_task_that_succeeded(self):
        self.assertEqual(
            [dict(BUSYBOX, kind="taskStarted", task="do_compile", log="/log.do_compile"),
             dict(BUSYBOX, kind="taskSucceeded", task="do_compile", log="/log.do_compile", duration=2.5)],
            tell([task("TaskStarted"), task("TaskSucceeded", time=102.5)]))

    def test_a_failure_is_where_the_function_is_defined(self):
        flags = {"filename": "/layers/meta/base.bbclass", "lineno": "120"}
        self.assertEqual(
            dict(BUSYBOX, kind="taskFailed", task="do_compile", log="/log.do_compile", duration=1.0,
                 file="/layers/meta/base.bbclass", line=120),
            tell([task("TaskStarted", flags=flags), task("TaskFailed", time=101.0)])[1])

    def test_a_function_that_bitbake_generated_has_no_place(self):
        failed = tell([task("TaskStarted", flags={"filename": "autogenerated", "lineno": "2"}), task("TaskFailed")])[1]
        self.assertEqual([], [field for field in ("file", "line") if field in failed])

    def test_a_silent_failure_says_nothing_and_ends_the_task(self):
        told = tell([task("TaskStarted"), task("TaskFailedSilent"), task("TaskSucceeded")])
        self.assertEqual(["taskStarted", "taskSucceeded"], [t["kind"] for t in told])
        self.assertNotIn("duration", told[1])

    def test_a_task_that_always_runs_is_marked(self):
        self.assertEqual([True, None], [tell([task("TaskStarted", flags=flags)])[0].get("nostamp") for flags in ({"nostamp": "1"}, {})])

    def test_up_to_1_44_a_task_is_named_by_its_package(self):
        old = event("TaskStarted", taskfile=RECIPE, _task="do_fetch", _package="base-files-3.0-r89", pid=7, taskflags={})
        self.assertEqual([{"kind": "taskStarted", "recipe": "base-files", "version": "3.0", "task": "do_fetch", "recipeFile": RECIPE}], tell([old]))


class LogTests(unittest.TestCase):
    def test_only_warnings_and_errors_are_told(self):
        self.assertEqual([("warning", "w"), ("error", "e"), ("error", "f")], [(t["level"], t["text"]) for t in tell(
            [record(logging.INFO, "i"), record(logging.WARNING, "w"), record(logging.ERROR, "e"), record(logging.FATAL, "f")])])

    def test_a_message_of_a_task_names_it(self):
        told = tell([task("TaskStarted", pid=7), task("TaskStarted", "do_fetch", pid=8), record(logging.ERROR, "no", taskpid=7)])[2]
        self.assertEqual(dict(BUSYBOX, kind="log", level="error", text="no", task="do_compile"), told)

    def test_a_message_has_the_place_that_it_speaks_of(self):
        for text, file, line in (
                ("ParseError at /l/a.bb:12: unparsed line", "/l/a.bb", 12),
                ("ExpansionError during parsing /l/b.bb", "/l/b.bb", None),
                ("Error in compiling python function in /l/c.bbclass, line 3:", "/l/c.bbclass", 3),
                ("No recipes in default available for:\n  /l/d.bbappend", "/l/d.bbappend", None),
                ("File: '/bitbake/lib/bb/build.py', lineno: 9\nFile: '/l/e.inc', lineno: 4", "/l/e.inc", 4),
                ("File: '/l/e.inc', lineno: 4\nFile: '/bitbake/lib/bb/build.py', lineno: 9", "/l/e.inc", 4),
                ("File \"/l/f.py\", line 1\n  File \"/l/g.py\", line 2", "/l/g.py", 2),
                ("nothing of a file", None, None)):
            with self.subTest(text):
                told = tell([record(logging.ERROR, text)])[0]
                self.assertEqual((file, line), (told.get("file"), told.get("line")))

    def test_a_traceback_is_told_by_its_last_line(self):
        trace = "Traceback (most recent call last):\n  File \"/l/f.py\", line 1, in f\nKeyError: 'x'\n"
        told = tell([record(logging.ERROR, trace)])[0]
        self.assertEqual(("KeyError: 'x'", trace, "/l/f.py", 1), (told["text"], told["trace"], told["file"], told["line"]))

    def test_a_record_that_brings_its_trace_keeps_its_text(self):
        told = tell([record(logging.ERROR, "Failed", bb_exc_formatted=["File \"/l/f.py\", ", "line 1\n"])])[0]
        self.assertEqual(("Failed", "File \"/l/f.py\", line 1\n", 1), (told["text"], told["trace"], told["line"]))

    def test_what_no_text_can_hold_is_escaped(self):
        self.assertEqual("\udcff", tell([record(logging.ERROR, "\udcff")])[0]["text"])


class FaultTests(unittest.TestCase):
    def test_a_recipe_that_no_one_provides_comes_with_near_names(self):
        self.assertEqual(
            [{"kind": "noProvider", "item": "busibox", "runtime": False, "dependees": ["/l/a.bb", "/l/b.bb"],
              "reasons": ["skipped"], "closeMatches": ["busybox"]}],
            tell([event("NoProvider", _item="busibox", _runtime=False, _dependees=["virtual:native:/l/b.bb", "/l/a.bb"],
                        _reasons=["skipped"], _close_matches=["busybox", "busybox"])]))

    def test_near_packages_are_looked_up(self):
        def near(commands):
            missing = event("NoProvider", _item="strase", _runtime=True, _dependees=None, _reasons=None, _close_matches=[])
            return tell([missing], Client(commands=commands))[0]["closeMatches"]
        self.assertEqual(["strace"], near({"getRuntimeDepends": [("/l/a.bb", ["strace", "bash"])]}))
        self.assertEqual([], near({}))

    def test_several_providers_are_named(self):
        self.assertEqual(
            [{"kind": "multipleProviders", "item": "virtual/kernel", "runtime": False, "candidates": ["a", "b"]}],
            tell([event("MultipleProviders", _item="virtual/kernel", _is_runtime=False, _candidates=["b", "a"])]))

    def test_a_full_disk_is_told_with_what_is_left(self):
        self.assertEqual(
            [{"kind": "diskFull", "path": "/build", "free": 4096}, {"kind": "diskFull", "path": "/build"}],
            tell([event("DiskFull", _mountpoint="/build", _free=4096), event("DiskFull", _mountpoint="/build")]))

    def test_a_command_that_failed_and_a_build_that_ended(self):
        self.assertEqual(
            [{"kind": "commandFailed", "text": "no such target"}, {"kind": "completed", "failures": 2, "interrupted": 1}],
            tell([event("CommandFailed", error="no such target"), event("BuildCompleted", _failures=2, _interrupted=1)]))

    def test_an_event_that_knotty_alone_knows_is_not_told(self):
        self.assertEqual([], tell([event("HeartbeatEvent", time=1)]))


class ResultTests(unittest.TestCase):
    QUESTIONS = {"variables": ["MACHINE", "UNSET"], "recipeVariables": ["PN", "IMAGE_FSTYPES"]}

    def setUp(self):
        self.layer = tempfile.TemporaryDirectory()
        self.addCleanup(self.layer.cleanup)
        recipe = Store({"PN": "core-image-minimal", "IMAGE_FSTYPES": "ext4"})
        self.client = Client(
            {"MACHINE": "qemux86-64", "BBLAYERS": self.layer.name},
            {"findBestProvider": lambda name: (None, None, None, {"core-image-minimal": "mc:a:/l/image.bb"}.get(name)),
             "getRecipeInherits": [], "getRecipes": []},
            {"mc:a:/l/image.bb": recipe, RECIPE: recipe})

    def build(self, *events, **options):
        return tell([event("BuildStarted")] + list(events) + [event("CommandCompleted")], self.client, self.QUESTIONS,
                    ["core-image-minimal:do_build", "world"], **options)

    def test_a_successful_build_answers_the_questions(self):
        self.assertEqual(
            [{"kind": "result", "variables": {"MACHINE": "qemux86-64"}, "stale": ["busybox (do_compile is [nostamp])"],
              "targets": [{"target": "core-image-minimal:do_build", "recipe": "core-image-minimal", "file": "/l/image.bb",
                           "variables": {"PN": "core-image-minimal", "IMAGE_FSTYPES": "ext4"}}]}],
            self.build(task("TaskStarted", flags={"nostamp": "1"}))[1:])

    def test_a_build_that_failed_or_was_interrupted_answers_nothing(self):
        for failure in (
                record(logging.ERROR, "no"), task("TaskFailed"), event("CommandFailed", error=""),
                event("runQueueTaskFailed", taskfile=RECIPE, taskname="do_compile", exitcode=1),
                event("NoProvider", _item="x", _runtime=False, _dependees=[], _reasons=[], _close_matches=[]),
                event("DiskFull", _mountpoint="/"), event("BuildCompleted", _failures=1, _interrupted=0),
                event("ParseCompleted", total=1, cached=0, parsed=1, skipped=0, masked=0, errors=1)):
            with self.subTest(type(failure).__name__):
                self.assertNotIn("result", [t["kind"] for t in self.build(failure)])
        self.assertEqual([], self.build(level=1))

    def test_a_warning_or_a_setscene_task_that_failed_is_no_failure(self):
        self.assertEqual("result", self.build(record(logging.WARNING, "w"), event(
            "sceneQueueTaskFailed", taskfile=RECIPE, taskname="do_package_setscene"))[-1]["kind"])

    def test_nothing_is_answered_where_nothing_is_asked(self):
        self.assertEqual([], tell([event("BuildStarted"), event("CommandCompleted")]))

    def test_a_fault_of_the_bridge_is_told_as_one(self):
        del self.client.commands["getRecipes"]
        told = self.build()
        self.assertEqual(["resultFailed"], [t["kind"] for t in told])
        self.assertIn("KeyError: 'getRecipes'", told[0]["text"])


if __name__ == "__main__":
    unittest.main()
