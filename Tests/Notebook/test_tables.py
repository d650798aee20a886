"""The three forms of an export's tables in the hands of pyarrow, pandas and sqlite3."""
import hashlib
import re
import sqlite3

import pandas
import pyarrow
import pyarrow.parquet
import pytest
from command import offerbench

TYPES = {"text": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64(), "flag": pyarrow.bool_()}
CASES = {
    "coalition-launch": ("scenarios/coalition-launch",), "household-ladder": ("scenarios/household-ladder",),
    "complete-journey": ("scenarios/complete-journey", "--only", "stress"),
    "infeasible": ("scenarios/coalition-launch", "--set", "budgets.total.amount=3000000"),
}


@pytest.fixture(params=CASES)
def case(request, exported):
    return exported(*CASES[request.param], allowed=(0, 3))


def csv_cells(path, columns):
    """The cells of a CSV file as they were before spreadsheets were thought of."""
    rows = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert list(rows.columns) == [column["name"] for column in columns]
    cells = {}
    for column in columns:
        read = {
            "text": lambda text: re.sub(r"^'(?='*[=+\-@\t\r])", "", text), "integer": int, "number": float,
            "flag": {"true": True, "false": False}.__getitem__,
        }[column["type"]]
        cells[column["name"]] = [None if text == "" else read(text) for text in rows[column["name"]]]
    return cells


def test_every_table_is_the_same_as_parquet_and_csv(case):
    tables = case.manifest["tables"]
    assert len(tables) >= 6
    names = {path.stem for path in (case.folder / "tables").iterdir()}
    assert names == {table["name"] for table in tables}
    for table in tables:
        file = pyarrow.parquet.ParquetFile(case.folder / "tables" / f"{table['name']}.parquet")
        read = file.read()
        assert read.num_rows == table["rows"] == file.metadata.num_rows
        assert read.schema.names == [column["name"] for column in table["columns"]]
        assert read.schema.types == [TYPES[column["type"]] for column in table["columns"]]
        read.validate(full=True)
        assert read.to_pydict() == csv_cells(case.folder / "tables" / f"{table['name']}.csv", table["columns"]), table["name"]
        for column in table["columns"]:
            assert read[column["name"]].null_count == column["blanks"]


def test_the_manifest_lists_every_file_with_its_hash(case):
    listed = {file["path"]: file for file in case.manifest["files"]}
    found = {str(path.relative_to(case.folder)) for path in case.folder.rglob("*") if path.is_file()}
    assert found == set(listed) | {"manifest.json"}
    for path, file in listed.items():
        bytes = (case.folder / path).read_bytes()
        assert (len(bytes), hashlib.sha256(bytes).hexdigest()) == (file["bytes"], file["sha256"])


def test_the_excerpt_has_the_rows_of_the_store(exported):
    """The store of the run itself says the same, but for what differs from run to run."""
    export = exported(*CASES["coalition-launch"])
    store = sqlite3.connect(export.store)
    excerpt = sqlite3.connect(export.folder / "store.sqlite")
    assert excerpt.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert excerpt.execute("PRAGMA foreign_key_check").fetchall() == []
    schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    assert excerpt.execute(schema).fetchall() == store.execute(schema).fetchall()
    for table in ["results", "recommendations", "constraints", "assets", "budget_risks", "data_checks"]:
        rows = store.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4").fetchall()
        assert rows and excerpt.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4").fetchall() == rows, table
    own = "SELECT id, scenario, title, state, outcome, status, complete, version, inputs_sha256, key, currency, objections, objective, cost FROM runs"
    assert excerpt.execute(own).fetchall() == store.execute(own).fetchall()
    assert excerpt.execute("SELECT folder, started_at, seconds FROM runs").fetchall() == [("", "", 0.0)]


def test_the_same_run_is_the_same_bytes(tmp_path):
    offerbench("run", "scenarios/household-ladder", "--output", tmp_path / "one", "--quiet", "--threads", "1")
    offerbench("run", "scenarios/household-ladder", "--output", tmp_path / "two", "--quiet", "--threads", "2")
    for place in ["one", "two"]:
        offerbench("export", tmp_path / place / "household-ladder", "--output", tmp_path / place / "export", "--quiet")
    first, second = ({
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    } for folder in (tmp_path / "one/export", tmp_path / "two/export"))
    assert len(first) > 30 and first == second


def test_hostile_texts_are_the_same_in_all_three_forms(tmp_path, exported):
    """Names that spreadsheets would run, that break lines of CSV, and that markdown would take for its own."""
    scenario = tmp_path / "hostile"
    scenario.mkdir()
    macros = ["=1+1", "'=x", "-5", "a,b", 'say "hi"', "ёж # *x*", "@SUM(A1)", "<b>bold</b>"]
    (scenario / "scenario.yaml").write_text(
        """schema: offerbench/1
name: "=[x](y) `z` <script> $1$"
currency: RUB
assets: [{ id: shop, earn_share: 1 }]
offers: [{ id: card, sponsor: shop, percents: [5, 10], months: [1] }]
tables: { segments: { file: segments.csv }, responses: { file: responses.csv }, values: { file: values.csv } }
budgets: [{ id: total, amount: 5000 }]
""")
    pandas.DataFrame({
        "segment": [f"s{number}" for number in range(len(macros))], "macro": macros, "customers": 100, "monthly_spend": 1000, "spend_cv": 0,
        "monthly_redemption": 0.5, "base_percent": 0,
    }).to_csv(scenario / "segments.csv", index=False)
    (scenario / "responses.csv").write_text("segment,offer,organic,percent,completion\n*,card,0,5,0.1\n*,card,0,10,0.2\n")
    (scenario / "values.csv").write_text("segment,offer,asset,value_now,value_if_completed\n*,card,shop,0,500\n")
    export = exported(str(scenario))
    read = pyarrow.parquet.read_table(export.folder / "tables/recommendations.parquet").to_pandas()
    assert set(read.macro) == set(macros)
    with sqlite3.connect(export.folder / "store.sqlite") as store:
        assert {row[0] for row in store.execute("SELECT macro FROM recommendations")} == set(macros)
    export.check()
    title = export.notebook.cells[0].source.splitlines()[0]
    assert title == r"# =\[x\]\(y\) \`z\` \<script\> \$1\$"
