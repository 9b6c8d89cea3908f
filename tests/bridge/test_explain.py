import types
import unittest

from fakes import Client, Store
from yocto_sdk_bridge.explain import explain

FILE = "/layers/core/recipes/image_1.0.bb"


class History:
    def __init__(self, entries):
        self.entries = entries

    def variable(self, name):
        return self.entries.get(name, [])


def entry(line, op, detail, flag=None):
    return {"file": "/conf/local.conf", "line": line, "op": op, "detail": detail, "flag": flag}


class ExplainTests(unittest.TestCase):
    def ask(self, variable, variables, history, recipe="image"):
        store = Store(dict({"PN": "image", "OVERRIDES": "linux:qemuall:pn-image"}, **variables))
        store.varhistory = History(history)
        client = Client(commands={
            "findBestProvider": lambda name: ["", "", "", FILE if name == "image" else None],
            "enableDataTracking": None,
            "getRecipes": [("image", [FILE]), ("busybox", ["/b.bb"])]}, recipes={FILE: store})
        return types.SimpleNamespace(**explain(client, variable, recipe))

    def test_the_places_are_written_as_a_conf_file_writes_them(self):
        told = self.ask("A", {"A": "x y"}, {"A": [
            entry(1, "set", "w", "_defaultval"), entry(2, "set?", "x"), entry(3, "append", "y"), entry(4, ":append[pn-image]", " z"),
            entry(5, "set", "what it is for", "doc")]})

        self.assertEqual([(1, "??="), (2, "?="), (3, "+="), (4, ":append[pn-image]")], [(p["line"], p["operation"]) for p in told.places])
        self.assertEqual(("image", FILE, "x y"), (told.recipe, told.file, told.value))

    def test_an_assignment_under_an_override_counts_while_the_override_is_on(self):
        told = self.ask(
            "A", {"A": "x", "A:qemuall": "x", "A:arm": "y", "A_qemuall": "x", "AB": "", "A_B": ""},
            {name: [entry(1, "set", name)] for name in ("A:qemuall", "A:arm", "A_qemuall", "AB", "A_B")})

        self.assertEqual([(":qemuall =", "A:qemuall"), ("_qemuall =", "A_qemuall")], [(p["operation"], p["text"]) for p in told.places])

    def test_of_a_variable_that_nothing_sets_come_the_names_that_there_are(self):
        self.assertEqual(["A", "OVERRIDES", "PN"], self.ask("B", {"A": "x"}, {}).names)

    def test_of_a_recipe_that_does_not_exist_come_the_names_that_there_are(self):
        told = self.ask("A", {}, {}, recipe="imag")

        self.assertEqual(["busybox", "image"], told.recipes)
        self.assertFalse(hasattr(told, "recipe"))


if __name__ == "__main__":
    unittest.main()
