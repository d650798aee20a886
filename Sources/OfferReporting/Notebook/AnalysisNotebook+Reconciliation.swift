extension AnalysisNotebook {
    static let reconciliation: [Notebook.Cell] = [
        .markdown(
            "files-text",
            """
            ## Is everything here, as it was exported?

            Each file has the hash that the manifest says; each table its rows, columns, blanks and sums; and the three forms of a table,
            Parquet, CSV and SQLite, say the same.
            """),
        .code(
            "files",
            #"""
            for file in manifest["files"]:
                if file["path"] == "analysis.ipynb":  # which changes when it is saved
                    continue
                path = folder / file["path"]
                assert path.is_file(), f"{file['path']} is missing from the export"
                found = hashlib.sha256(path.read_bytes()).hexdigest()
                assert found == file["sha256"], f"{file['path']} is not as it was exported: its hash is {found}, not {file['sha256']}"
            print(f"{len(manifest['files']) - 1} files, each as it was exported")
            """#),
        .code(
            "tables",
            #"""
            tables = {}
            for table in manifest["tables"]:
                name = table["name"]
                data = pd.read_parquet(folder / "tables" / f"{name}.parquet")
                assert len(data) == table["rows"], f"{name}.parquet has {len(data)} rows, the manifest {table['rows']}"
                columns = [column["name"] for column in table["columns"]]
                assert list(data.columns) == columns, f"{name}.parquet has the columns {list(data.columns)}, the manifest {columns}"
                for column in table["columns"]:
                    values = data[column["name"]]
                    blanks = int(values.isna().sum())
                    where = f"{name}.parquet, column {column['name']}"
                    assert blanks == column["blanks"], f"{where}: {blanks} blanks, the manifest {column['blanks']}"
                    if column["sum"] is not None:
                        values = values.astype(float)
                        agree(f"{where}, sum", values.sum(), column["sum"], scale=values.abs().sum())
                tables[name] = data

            pd.DataFrame({"rows": {name: len(data) for name, data in tables.items()},
                          "columns": {name: ", ".join(data.columns) for name, data in tables.items()}})
            """#),
        .code(
            "csv",
            #"""
            def plain(column):
                """The cells as Python has them, None for a blank."""
                return [None if pd.isna(cell) else cell for cell in column.tolist()]


            def first_difference(one, other):
                """The first place at which two tables of the same shape differ; None where there is none."""
                for column in one.columns:
                    for row, (left, right) in enumerate(zip(plain(one[column]), plain(other[column])), start=1):
                        if left != right:
                            return f"row {row}, column {column}: {left!r}, {right!r}"


            def unescaped(text):
                """Without the apostrophe that keeps spreadsheets from running a text."""
                return text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text


            READ = {"text": unescaped, "integer": int, "number": float, "flag": lambda cell: cell == "true"}
            for table in manifest["tables"]:
                name, kinds = table["name"], {column["name"]: column["type"] for column in table["columns"]}
                csv = pd.read_csv(folder / "tables" / f"{name}.csv", dtype=str, keep_default_na=False)
                assert list(csv.columns) == list(kinds), f"{name}.csv has the columns {list(csv.columns)}, the manifest {list(kinds)}"
                assert len(csv) == table["rows"], f"{name}.csv has {len(csv)} rows, the manifest {table['rows']}"
                for column, kind in kinds.items():
                    csv[column] = pd.Series([None if cell == "" else READ[kind](cell) for cell in csv[column]], dtype=object)
                place = first_difference(tables[name], csv)
                assert place is None, f"{name}.parquet and {name}.csv differ in {place}"
            print(f"{len(tables)} tables say the same as Parquet and as CSV")
            """#),
        .code(
            "store",
            #"""
            def stored(query):
                path = (folder / "store.sqlite").resolve()
                with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as store:
                    return pd.read_sql_query(query, store)


            # A table of the store, where its rows come from, and what one row is known by.
            STORED = [
                ("recommendations", "recommendations", ["segment", "bundle", "offer"]), ("constraints", "constraints", ["name"]),
                ("assets", "assets", ["asset"]), ("budget_risks WHERE source = 'simulation'", "simulation-budgets", ["budget"]),
                ("budget_risks WHERE source = 'draws'", "draws-budgets", ["budget"]),
            ]
            assert stored("SELECT id FROM runs").id.tolist() == [run["id"]], f"store.sqlite does not hold the run {run['id']} alone"
            for source, name, key in STORED:
                if name not in tables:
                    continue
                rows, table = stored(f"SELECT * FROM {source}"), tables[name]
                assert len(rows) == len(table), f"store.sqlite, {source}: {len(rows)} rows, {name}.parquet {len(table)}"
                rows = rows[table.columns].sort_values(key, ignore_index=True)
                place = first_difference(rows, table.sort_values(key, ignore_index=True))
                assert place is None, f"store.sqlite, {source}, and {name}.parquet differ in {place}"
            stored("SELECT scenario, status, objective, cost, version FROM runs")
            """#),
    ]

    static let noAnswer = Notebook.Cell.markdown(
        "no-answer",
        """
        ## There is no plan

        The run ended before it had one, and before it knew that there is none. The same run with more time says which.
        """)

    static let clash: [Notebook.Cell] = [
        .markdown(
            "clash-text",
            """
            ## No plan keeps every rule

            These rules clash: without any one of them the others can be kept. Below is the cheapest way to move limits so that a plan exists.
            """),
        .code(
            "clash",
            #"""
            infeasibility = figures["infeasibility"]
            pd.DataFrame(infeasibility["rules"], columns=["name", "owner", "sense", "limit"])
            """#),
        .code("repair", #"pd.DataFrame(infeasibility["repair"], columns=["name", "owner", "from", "to"])"#),
    ]
}
