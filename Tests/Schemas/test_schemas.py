"""The shipped JSON Schemas in the hands of an independent validator, check-jsonschema."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build/release/offerbench"
SCENARIO = ROOT / "schemas/scenario.schema.json"
CONFIG = ROOT / "schemas/config.schema.json"
SHIPPED = sorted(path for path in ROOT.glob("scenarios/*/scenario.yaml") if path.parent.name != "invalid")
REFERENCE = sorted(ROOT.glob("Tests/Fixtures/reference/*/scenario.yaml"))
INVALID = sorted(ROOT.glob("scenarios/invalid/*/scenario.yaml"))

# What a schema of one file can see. Sums, other keys, other files and the spelling of YAML it cannot.
VISIBLE = {
    "unknown-key", "missing-key", "wrong-type", "out-of-range", "not-a-number", "not-a-date", "not-a-factor", "unknown-choice",
    "unknown-version", "invalid-id", "empty-list", "duplicate-value", "not-a-boolean", "unknown-factor", "empty-text", "not-finite",
}


def check(schema, *files):
    return subprocess.run([sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *files], capture_output=True, text=True)


def test_the_schemas_are_schemas():
    run = subprocess.run([sys.executable, "-m", "check_jsonschema", "--check-metaschema", SCENARIO, CONFIG], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_every_shipped_scenario_is_valid():
    assert len(SHIPPED) >= 3 and len(REFERENCE) >= 8
    run = check(SCENARIO, *SHIPPED, *REFERENCE)
    assert run.returncode == 0, run.stdout


def visible(folder):
    """Errors of scenario.yaml itself that are of a kind a schema can see."""
    run = subprocess.run([BINARY, "validate", folder, "--json"], capture_output=True, text=True, cwd=ROOT)
    own = [found for found in json.loads(run.stdout) if found["severity"] == "error" and found["file"].endswith(f"{folder.name}/scenario.yaml")]
    required = json.loads(SCENARIO.read_text())["definitions"]["scenario"]["required"]
    return [
        found for found in own
        if found["code"] in VISIBLE
        # Keys that another key calls for are no required keys of the table.
        and (found["code"] != "missing-key" or found["message"].split(" is missing")[0].split(".")[-1] in required + ["id"])
    ]


def test_every_broken_scenario_that_the_schema_can_see_is_invalid():
    seen = [path for path in INVALID if visible(path.parent)]
    extending = [path for path in seen if "\nextends:" in "\n" + path.read_text()]
    # What a scenario with a base leaves out may stand in the base.
    seen = [path for path in seen if path not in extending or any(f["code"] != "missing-key" for f in visible(path.parent))]
    assert len(seen) >= 20
    passed = [path.parent.name for path in seen if check(SCENARIO, path).returncode == 0]
    assert passed == []


@pytest.mark.parametrize("name", ["coalition-launch", "household-ladder"])
def test_a_written_config_is_valid_and_a_changed_one_is_not(tmp_path, name):
    subprocess.run([BINARY, "run", ROOT / "scenarios" / name, "--output", tmp_path, "--only", "optimum"], check=True, capture_output=True)
    path = tmp_path / name / "recommended-config.json"
    assert check(CONFIG, path).returncode == 0
    config = json.loads(path.read_text())
    for change in ({"currency": ""}, {"forced": "no"}, {"validity": {}}, {"more": 1}):
        path.write_text(json.dumps(config | change))
        assert check(CONFIG, path).returncode != 0, change
