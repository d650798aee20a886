"""The notebook of an export executes, and fails where anything of the export is not what it was."""
import hashlib
import json
import re
import sqlite3

import nbformat
import numpy
import pandas
import pyarrow.parquet
import pytest
from papermill.exceptions import PapermillExecutionError

LAUNCH = "scenarios/coalition-launch"


@pytest.fixture
def launch(exported):
    return exported(LAUNCH)


def sections(export):
    return [cell.id for cell in export.notebook.cells if cell.cell_type == "code"]


def test_the_notebook_is_valid_and_has_no_outputs(launch):
    notebook = launch.notebook
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert [cell.id for cell in code if "parameters" in cell.metadata.get("tags", [])] == ["parameters"]


def test_it_executes_and_draws(launch, tmp_path):
    done = launch.execute(tmp_path / "done.ipynb")
    drawn = [cell.id for cell in done.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
    assert drawn == ["offers", "draws-chart", "months", "settlement-chart", "frontier", "what-if-chart"]
    assert not [output for cell in done.cells for output in cell.get("outputs", []) if output.get("name") == "stderr"]


def test_the_example_executes_with_other_parameters(example, tmp_path):
    example.execute(tmp_path / "done.ipynb", what_if_percent=9.5)


def test_a_run_without_a_plan_executes(exported, tmp_path):
    export = exported(LAUNCH, "--set", "budgets.total.amount=3000000", allowed=(3,))
    done = export.execute(tmp_path / "done.ipynb")
    assert sections(export)[-2:] == ["clash", "repair"]
    text = json.dumps(done.cells[-1].outputs)
    assert "reach:home-policies" in text


@pytest.mark.parametrize(
    "arguments, there, absent",
    [
        (("scenarios/household-ladder",), ["draws", "lines", "settlement"], ["settlement-chart", "simulation"]),
        (("scenarios/complete-journey",), ["lines", "draws", "frontier"], []),
        ((LAUNCH, "--only", "optimum"), ["lines", "what-if"], ["tails", "draws", "simulation", "stresses", "settlement", "frontier"]),
        ((LAUNCH, "--only", "settlement"), ["settlement"], ["draws", "frontier", "months"]),
        ((LAUNCH, "--set", "budgets.total.amount=0", "--set", "reach=[]", "--set", "returns=[]"), ["identities"], ["lines", "what-if"]),
        (("scenarios/household-ladder", "--set", "mode=single"), ["lines", "draws"], ["frontier"]),
        (
            (LAUNCH, "--set", "programme.percent_basis=headline", "--set", "programme.points_expire_after_months=null",
             "--set", "simulation.replications=4", "--only", "simulation"),
            ["lines", "simulation"], ["draws"],
        ),
        (("Tests/Fixtures/reference/table-wide-40",), ["lines"], ["simulation"]),
        (("Tests/Fixtures/reference/coalition-24",), ["lines"], []),
        (("Tests/Fixtures/reference/hard-60",), ["lines"], []),
        (("scenarios/household-ladder", "--time-limit", "0"), ["store"], ["draws"]),
    ],
    ids=lambda value: " ".join(value).replace("scenarios/", "")[:40] if isinstance(value, tuple) else "",
)
def test_every_kind_of_run_has_its_sections_and_they_hold(exported, arguments, there, absent):
    export = exported(*arguments, allowed=(0, 4))
    found = sections(export)
    assert set(there) <= set(found) and not set(absent) & set(found), found
    nbformat.validate(export.notebook)
    export.check()


# What may happen to an export between two desks.


def change_parquet(folder):
    path = folder / "tables/recommendations.parquet"
    table = pyarrow.parquet.read_table(path)
    costs = table["cost"].to_pylist()
    costs[3] *= 1.001
    place = table.schema.get_field_index("cost")
    pyarrow.parquet.write_table(table.set_column(place, table.schema.field(place), [costs]), path)


def drop_csv_row(folder):
    path = folder / "tables/recommendations.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:5] + lines[6:]))


def change_csv_text(folder):
    path = folder / "tables/constraints.csv"
    path.write_text(path.read_text().replace("budget:bank", "budget:tank", 1))


def change_sqlite(folder):
    with sqlite3.connect(folder / "store.sqlite") as store:
        store.execute("UPDATE assets SET funding = funding + 0.5 WHERE asset = 'bank'")


def drop_sqlite_row(folder):
    with sqlite3.connect(folder / "store.sqlite") as store:
        store.execute("DELETE FROM constraints WHERE position = 0")


def remove(name):
    return lambda folder: (folder / name).unlink()


def cut(folder):
    path = folder / "tables/draws-outcomes.parquet"
    path.write_bytes(path.read_bytes()[:-40])


CORRUPTIONS = {
    "a number in Parquet": (change_parquet, "tables/recommendations.parquet"), "a row of CSV": (drop_csv_row, "tables/recommendations.csv"),
    "a text of CSV": (change_csv_text, "tables/constraints.csv"), "a value of SQLite": (change_sqlite, "store.sqlite"),
    "a table that is missing": (remove("tables/net.parquet"), "tables/net.parquet is missing"),
    "a store that is missing": (remove("store.sqlite"), "store.sqlite is missing"),
    "a manifest that is missing": (remove("manifest.json"), "manifest.json is missing"),
    "half of a file": (cut, "tables/draws-outcomes.parquet"),
}


@pytest.mark.parametrize("name", ["a number in Parquet", "a row of CSV", "a value of SQLite", "a table that is missing"])
def test_papermill_fails_where_the_export_was_changed(launch, tmp_path, name):
    damage, message = CORRUPTIONS[name]
    export = launch.copied(tmp_path / "export")
    damage(export.folder)
    with pytest.raises(PapermillExecutionError) as failure:
        export.execute(tmp_path / "done.ipynb")
    assert failure.value.ename == "AssertionError" and message in failure.value.evalue


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_what_was_changed_is_named(launch, tmp_path, name):
    damage, message = CORRUPTIONS[name]
    export = launch.copied(tmp_path / "export")
    damage(export.folder)
    with pytest.raises(AssertionError, match=re.escape(message)):
        export.check()


def with_hashes(folder):
    """The manifest as if nobody had touched the files: what is wrong must be found without it."""
    manifest = json.loads((folder / "manifest.json").read_text())
    for file in manifest["files"]:
        bytes = (folder / file["path"]).read_bytes()
        file["sha256"], file["bytes"] = hashlib.sha256(bytes).hexdigest(), len(bytes)
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "damage, message",
    [
        (change_parquet, "recommendations.parquet, column cost, sum"), (drop_csv_row, "recommendations.csv has"),
        (change_csv_text, "constraints.parquet and constraints.csv differ in row 2, column name: 'budget:bank', 'budget:tank'"),
        (change_sqlite, "store.sqlite, assets, and assets.parquet differ in row 1, column funding"),
        (drop_sqlite_row, "store.sqlite, constraints:"),
    ],
    ids=["parquet", "csv", "text", "sqlite", "row"],
)
def test_a_change_with_a_new_hash_is_found_as_well(launch, tmp_path, damage, message):
    export = launch.copied(tmp_path / "export")
    damage(export.folder)
    with_hashes(export.folder)
    with pytest.raises(AssertionError, match=re.escape(message)):
        export.check()


def rewrite(folder, name, change):
    """A table changed in all its forms, sums and hashes with it: only what it means can tell."""
    path = folder / f"tables/{name}.parquet"
    types = pyarrow.parquet.read_schema(path)
    table = pandas.read_parquet(path)
    change(table)
    pyarrow.parquet.write_table(pyarrow.Table.from_pandas(table, schema=types, preserve_index=False), path)
    texts = table.map(lambda cell: "" if cell is None or cell != cell else str(cell).lower() if isinstance(cell, (bool, numpy.bool_)) else cell)
    texts.to_csv(folder / f"tables/{name}.csv", index=False)
    manifest = json.loads((folder / "manifest.json").read_text())
    for entry in manifest["tables"]:
        for column in entry["columns"] if entry["name"] == name else []:
            if column["sum"] is not None:
                column["sum"] = float(table[column["name"]].sum())
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with_hashes(folder)


def scaled(column, row, factor):
    def change(table):
        table.loc[row, column] = table.loc[row, column] * factor

    return change


@pytest.mark.parametrize(
    "table, change, message",
    [
        ("totals", scaled("amount", 0, 1.01), "totals.parquet, customers"),
        ("recommendation-inputs", scaled("monthly_spend", 0, 1.01), "completions of the line"),
        ("recommendation-inputs", scaled("value_step", 4, 1.001), "value of the line"),
        ("simulation-replications", scaled("cost", 7, 1.01), "simulation, mean of cost"),
        ("draws-outcomes", scaled("budget:bank", 7, 3), "draws, budget:bank, mean"),
        ("draws", scaled("mean", 2, 1.01), "draws, mean of fraud_loss"),
        ("net", scaled("amount", 9, 2), "net positions do not sum to zero"),
        ("liability", scaled("accrued", 0, 1.01), "does not close"),
        ("liability", scaled("opening", 8, 2), "liability.parquet"),
        ("pnl", scaled("gain", 0, 1.01), "gain less funding less fees of"),
        ("simulation-months", scaled("redeemed", 1, 1.01), "points outstanding"),
        ("frontier", scaled("objective", 5, 0.5), "more of the limit is worth less"),
    ],
)
def test_figures_that_do_not_follow_from_one_another_are_found(launch, tmp_path, table, change, message):
    export = launch.copied(tmp_path / "export")
    rewrite(export.folder, table, change)
    with pytest.raises(AssertionError, match=re.escape(message)):
        export.check()


# The example that is kept, with fewer draws than the scenario has, so that it stays small.
EXAMPLE_RUN = (LAUNCH, "--set", "uncertainty.draws=1000")


def test_the_example_is_what_the_binary_writes(exported, example):
    """The notebook byte for byte; tables cell by cell, since last digits and the hash of the libraries' versions depend on the machine."""
    launch = exported(*EXAMPLE_RUN)
    assert (example.folder / "analysis.ipynb").read_bytes() == (launch.folder / "analysis.ipynb").read_bytes()
    kept, written = example.manifest, launch.manifest
    assert [file["path"] for file in kept["files"]] == [file["path"] for file in written["files"]]
    assert [(table["name"], table["rows"]) for table in kept["tables"]] == [(table["name"], table["rows"]) for table in written["tables"]]
    for key in ["scenario", "inputs_sha256", "version", "seed", "status", "stages", "overrides", "currency"]:
        assert kept["run"][key] == written["run"][key], f"{key}: export scenarios/coalition-launch again"
    for table in kept["tables"]:
        one, other = (pandas.read_parquet(export.folder / f"tables/{table['name']}.parquet") for export in (example, launch))
        pandas.testing.assert_frame_equal(one, other, check_exact=False, rtol=1e-6, atol=0.02, obj=table["name"])


def test_the_example_is_small(example):
    assert sum(path.stat().st_size for path in example.folder.rglob("*") if path.is_file()) < 1_000_000
