extension AnalysisNotebook {
    static let setup = Notebook.Cell.code(
        "setup",
        #"""
        import hashlib
        import json
        import math
        import re
        import sqlite3
        from contextlib import closing
        from pathlib import Path

        import matplotlib.pyplot as plt
        import numpy as np
        import pandas as pd

        folder = Path(folder)
        assert (folder / "manifest.json").is_file(), f"manifest.json is missing from {folder.resolve()}"
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        run, figures = manifest["run"], manifest["figures"]
        currency = run["currency"]

        pd.options.display.max_colwidth = 200
        plt.rcParams.update({
            "figure.figsize": (9, 4), "figure.constrained_layout.use": True, "axes.spines.top": False, "axes.spines.right": False,
            "axes.titlesize": "medium", "axes.titlelocation": "left", "font.size": 9,
        })
        INK, SOFT, WARM = "#1f4e79", "#9dbbd8", "#c0504d"


        def agree(what, computed, stated, scale=0.0):
            """Fails where a figure computed here is not the one that the run states; scale is the size of the numbers it is made of."""
            allowed = tolerance * max(1.0, abs(stated), scale)
            assert abs(computed - stated) <= allowed, f"{what}: {computed!r} computed here, {stated!r} stated by the run"


        def agree_all(what, computed, stated, scale=0.0):
            """The same for each of many, told by their index."""
            far = (computed - stated).abs() - tolerance * np.maximum(np.maximum(1.0, stated.abs()), scale)
            worst = far.idxmax()
            assert far[worst] <= 0, f"{what} of {worst}: {computed[worst]!r} computed here, {stated[worst]!r} stated by the run"


        def formatted(data, **formats):
            """A table for the eye: numbers with thousands, or in the format of their column; blank where nothing is known."""
            def text(cell, form):
                return "" if pd.isna(cell) else form.format(cell)

            numbers = [name for name in data.columns if pd.api.types.is_float_dtype(data[name])]
            return data.assign(**{name: [text(cell, formats.get(name, "{:,.0f}")) for cell in data[name]] for name in numbers})


        def in_units(axis, amounts, what=None):
            """Marks an axis with amounts in a unit that fits them, and says which."""
            largest = np.abs(amounts).max()
            units = [(1e9, "billion "), (1e6, "million "), (1e3, "thousand "), (1, "")]
            size, word = next((unit for unit in units if largest >= unit[0]), units[-1])
            axis.set_major_formatter(lambda amount, _: f"{amount / size:,.4g}")
            axis.set_label_text(f"{what}, {word}{currency}" if what else word + currency)
        """#)

    static let provenance = Notebook.Cell.code(
        "provenance",
        #"""
        pd.Series(
            {
                "run": run["id"], "scenario": run["scenario"], "business date": run["as_of"], "answer": run["status"],
                "objective": run["objective"]["kind"], "granularity": run["objective"]["granularity"], "mode": run["mode"],
                "data checks": run["data_verdict"], "stages": ", ".join(run["stages"] or []),
                "set on the command line": ", ".join(run["overrides"] or []) or "nothing", "seed": run["seed"],
                "version": run["version"], "libraries": ", ".join(f"{name} {number}" for name, number in (run["libraries"] or {}).items()),
                "hash of the inputs": run["inputs_sha256"],
            },
            name="where this comes from",
        ).to_frame()
        """#)
}
