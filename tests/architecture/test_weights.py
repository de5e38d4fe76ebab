"""Weights describe opinion; nothing that decides anything can reach them."""

import re

import grimp

from tests.architecture.house import build

DECIDES = re.compile(r"decision|ballot|vot(e|ing)|conclusion|disposition|consensus|measures|cases")


def deciding(root_package):
    """Name the modules that decide something and come to the weights, by whatever way."""
    imports = grimp.build_graph(root_package, cache_dir=None)
    weights = f"{root_package}.consultation.rules.weights"
    return sorted(
        name
        for name in imports.find_downstream_modules(weights)
        if DECIDES.search(name.removeprefix(f"{root_package}."))
        and imports.find_shortest_chain(importer=name, imported=weights)
    )


def test_no_vote_and_no_decision_reaches_the_weights():
    assert (
        "comity.consultation.rules.weights" in grimp.build_graph("comity", cache_dir=None).modules
    )
    assert deciding("comity") == []


def test_a_planted_decision_by_weight_is_found(tmp_path, monkeypatch):
    build(
        tmp_path,
        {
            "planted/consultation/rules/weights.py": "",
            "planted/consultation/queries/report.py": (
                "import planted.consultation.rules.weights\n"
            ),
            "planted/consultation/actions/decisions.py": (
                "import planted.consultation.queries.report\n"
            ),
        },
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert deciding("planted") == ["planted.consultation.actions.decisions"]
