import os
import pickle
import tempfile
import unittest

from fakes import Client, Store
from yocto_sdk_bridge.staleness import Staleness

FLOATING = 'SRCREV = "${AUTOREV}"\n'


class StalenessTests(unittest.TestCase):
    """Two recipes in a layer: a, which is as each test makes it, and b."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)
        self.a, self.b = (self.write("layer/recipes/%s_1.bb" % name, 'LICENSE = "MIT"\n') for name in "ab")
        self.recipe = Store({"PN": "a"})
        self.client = Client(
            {"BBLAYERS": self.folder + "/layer", "COREBASE": self.folder + "/core", "TMPDIR": self.folder + "/tmp",
             "DL_DIR": self.folder + "/downloads", "PERSISTENT_DIR": self.folder + "/cache"},
            {"getRecipeInherits": {self.a: [], self.b: []}, "getRecipes": [("a", [self.a]), ("b", [self.b])]},
            {self.a: self.recipe, self.b: Store({"PN": "b"})})
        self.checksums({})

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as stream:
            stream.write(text)
        return path

    def checksums(self, files):
        with open(self.write("cache/local_file_checksum_cache.dat", ""), "wb") as stream:
            pickle.dump([[files], "1"], stream)

    def reasons(self):
        staleness = Staleness(self.client)
        staleness.graph |= {self.a, self.b}
        staleness.begin()
        return staleness.reasons()

    def asked(self):
        self.reasons()
        return [os.path.basename(file)[0] for file in self.client.asked]


class SuspectTests(StalenessTests):
    """Which recipes are parsed once more, because of what stands in which file."""

    def test_none_where_nothing_floats(self):
        self.assertEqual([], self.asked())

    def test_a_recipe_that_says_so_in_any_of_these_ways(self):
        for line in (
                'SRCREV = "${AUTOREV}"', "SRCREV = 'AUTOREV'", 'SRCREV_main ?= "${AUTOREV}"', 'X = "${@bb.fetch2.get_autorev(d)}"',
                'SRCREV = "AUTOINC"', 'BB_DONT_CACHE = "1"', '    d.setVar("BB_DONT_CACHE", "1")', 'EXTERNALSRC = "/home/me/a"',
                'EXTERNALSRC:pn-a = "/home/me/a"', '# above\n  SRCREV = "${AUTOREV}"'):
            with self.subTest(line):
                self.client.asked = []
                self.write("layer/recipes/a_1.bb", line + "\n")
                self.assertEqual(["a"], self.asked())

    def test_a_comment_and_the_definition_of_AUTOREV_itself_say_nothing(self):
        for line in ('# SRCREV = "${AUTOREV}"', '   #EXTERNALSRC = "/home"', "AUTOREV = \"${@bb.fetch2.get_autorev(d)}\"", "SRCREV = \"0123\""):
            with self.subTest(line):
                self.write("layer/recipes/a_1.bb", line + "\n")
                self.assertEqual([], self.asked())

    def test_an_append_speaks_of_the_recipes_of_its_name(self):
        for name in ("a_1.bbappend", "a_%.bbappend", "a_1%.bbappend"):
            with self.subTest(name):
                self.client.asked = []
                append = self.write("layer/other/" + name, FLOATING)
                self.assertEqual(["a"], self.asked())
                os.remove(append)
        self.client.asked = []
        self.write("layer/other/a_2.bbappend", FLOATING)
        self.assertEqual([], self.asked())

    def test_a_class_speaks_of_those_that_inherit_it(self):
        self.write("layer/classes/own.bbclass", FLOATING)
        self.client.commands["getRecipeInherits"][self.b] = ["/elsewhere/own.bbclass"]
        self.assertEqual(["b"], self.asked())

    def test_a_class_may_be_of_a_recipe_whose_classes_are_unknown(self):
        self.write("layer/classes/own.bbclass", FLOATING)
        self.client.commands["getRecipeInherits"] = {self.b: []}
        self.assertEqual(["a"], self.asked())

    def test_an_included_file_may_be_of_any(self):
        self.write("layer/recipes/common.inc", FLOATING)
        self.assertEqual(["a", "b"], self.asked())

    def test_configuration_speaks_of_a_recipe_or_of_all(self):
        self.client.variables["BBINCLUDED"] = self.folder + "/build/conf/local.conf"
        for text, asked in (('SRCREV:pn-a = "${AUTOREV}"\n', ["a"]), ('SRCREV_pn-b = "${AUTOREV}"\n', ["b"]), (FLOATING, ["a", "b"]),
                            ('EXTERNALSRC:pn-none = "/home/me"\n', [])):
            with self.subTest(text):
                self.client.asked = []
                self.write("build/conf/local.conf", text)
                self.assertEqual(asked, self.asked())

    def test_a_recipe_of_no_layer_is_read_too(self):
        self.a = self.write("extra/a_1.bb", FLOATING)
        self.client.recipes[self.a] = self.recipe
        self.assertEqual(["a"], self.asked())

    def test_a_layers_hidden_folders_and_other_files_are_not_read(self):
        self.write("layer/.git/own.inc", FLOATING)
        self.write("layer/README.md", FLOATING)
        self.assertEqual([], self.asked())

    def test_a_recipe_by_its_multiconfig_name_is_known_by_its_file(self):
        self.write("layer/recipes/a_1.bb", FLOATING)
        self.a = "mc:second:" + self.a
        self.client.recipes[self.a] = self.recipe
        self.reasons()
        self.assertEqual([self.a], self.client.asked)


class ReasonTests(StalenessTests):
    """What a suspect's own variables make of the suspicion."""

    def setUp(self):
        super().setUp()
        self.write("layer/recipes/a_1.bb", FLOATING)

    def test_a_suspect_that_is_none(self):
        self.recipe.variables["SRCREV"] = "0123"
        self.assertEqual([], self.reasons())

    def test_a_revision_that_floats(self):
        for name in ("SRCREV", "SRCREV_main"):
            with self.subTest(name):
                self.recipe.variables = {"PN": "a", name: "AUTOINC"}
                self.assertEqual(["a (AUTOREV)"], self.reasons())

    def test_revisions_that_bitbake_keeps(self):
        self.recipe.variables.update(SRCREV="AUTOINC", BB_SRCREV_POLICY="cache")
        self.assertEqual([], self.reasons())

    def test_a_recipe_that_is_parsed_each_time(self):
        self.recipe.variables["BB_DONT_CACHE"] = "1"
        self.assertEqual(["a (BB_DONT_CACHE)"], self.reasons())

    def test_a_source_tree_of_ones_own_before_all_else(self):
        self.recipe.variables.update(SRCREV="AUTOINC", EXTERNALSRC="/home/me/a")
        self.assertEqual(["a (EXTERNALSRC is /home/me/a)"], self.reasons())

    def test_not_a_source_tree_in_a_layer_whose_files_the_stamp_follows(self):
        self.recipe.variables.update(SRCREV="AUTOINC", BB_DONT_CACHE="1", EXTERNALSRC=self.folder + "/layer/sources/a")
        self.assertEqual([], self.reasons())

    def test_a_task_that_always_runs_beside_it(self):
        self.recipe.variables["BB_DONT_CACHE"] = "1"
        staleness = Staleness(self.client)
        staleness.graph.add(self.a)
        staleness.add_nostamp("b", "do_always")
        staleness.begin()
        self.assertEqual(["a (BB_DONT_CACHE)", "b (do_always is [nostamp])"], staleness.reasons())


class OutsideFileTests(StalenessTests):
    def setUp(self):
        super().setUp()
        self.file = self.write("home/secret.key", "")
        self.recipe.variables["__BBTASKS"] = ["do_fetch", "do_build"]

    def test_a_file_outside_the_layers_is_named(self):
        self.checksums({self.file: ("0", "1")})
        self.recipe.flags["do_fetch", "file-checksums"] = "%s:True %s/layer/recipes/b_1.bb:True" % (self.file, self.folder)
        self.assertEqual(["a (%s outside the layers)" % self.file], self.reasons())

    def test_a_file_that_was_looked_for_in_vain_is_not(self):
        self.checksums({self.file: ("0", "1")})
        self.recipe.flags["do_fetch", "file-checksums"] = "%s:False %s/gone:True" % (self.file, self.folder)
        self.assertEqual([], self.reasons())

    def test_all_recipes_are_asked_where_the_checksums_know_such_a_file(self):
        self.checksums({self.file: ("0", "1")})
        self.assertEqual(["a", "b"], self.asked())

    def test_none_is_where_they_know_only_files_of_the_layers_and_of_the_build(self):
        inside = [self.b] + [self.write(name + "/file", "") for name in ("core", "tmp", "downloads")]
        self.checksums({file: ("0", "1") for file in inside})
        self.assertEqual([], self.asked())

    def test_a_layers_name_at_the_head_of_anothers_is_no_layer(self):
        self.checksums({self.write("layer-of-mine/file", ""): ("0", "1")})
        self.assertEqual(["a", "b"], self.asked())

    def test_all_are_asked_where_the_checksums_are_damaged_or_missing(self):
        cache = self.write("cache/local_file_checksum_cache.dat", "no pickle")
        self.assertEqual(["a", "b"], self.asked())
        os.remove(cache)
        self.client.asked = []
        self.assertEqual(["a", "b"], self.asked())


del StalenessTests  # has no test of its own


if __name__ == "__main__":
    unittest.main()
