import re

from yocto_sdk_bridge.explain import explain
from yocto_sdk_bridge.fields import real_file


def answer(out, client, questions, built, staleness):
    if "explain" in questions:
        out.write("explained", **explain(client, **questions["explain"]))
        return
    variables = known({name: client.variable(name) for name in questions["variables"]})
    targets = []
    for target in built:
        name = re.sub(r":do_[^:]*$", "", target)
        file = client.run_command("findBestProvider", name)[3]
        if not file:
            continue
        recipe = client.recipe(file)
        targets.append({
            "target": target,
            "recipe": recipe.getVar("PN"),
            "file": real_file(file),
            "variables": known({name: recipe.getVar(name) for name in questions["recipeVariables"]}),
        })
    out.write("result", variables=variables, targets=targets, stale=staleness.reasons())


def known(variables):
    return {name: str(value) for name, value in variables.items() if value is not None}
