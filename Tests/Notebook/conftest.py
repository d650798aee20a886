"""Exports of real runs of the built binary, and ways to execute their notebooks."""
import json
import os
import pathlib
import shutil
import tempfile

# Nothing is read from, or written to, the tester's home.
HOME = tempfile.mkdtemp(prefix="notebook-tests-")
os.environ.update({
    "JUPYTER_RUNTIME_DIR": f"{HOME}/runtime", "JUPYTER_DATA_DIR": f"{HOME}/data", "JUPYTER_CONFIG_DIR": f"{HOME}/config",
    "IPYTHONDIR": f"{HOME}/ipython", "MPLCONFIGDIR": f"{HOME}/matplotlib",
})

import matplotlib  # noqa: E402

matplotlib.use("agg")
import matplotlib.pyplot  # noqa: E402
import nbformat  # noqa: E402
import papermill  # noqa: E402
import pytest  # noqa: E402

from command import ROOT, offerbench  # noqa: E402

EXAMPLE = ROOT / "notebooks-export/coalition-launch"


def pytest_sessionfinish():
    shutil.rmtree(HOME, ignore_errors=True)


class Export:
    """The folder of an export."""

    def __init__(self, folder, store=None):
        self.folder = pathlib.Path(folder)
        self.store = store

    @property
    def manifest(self):
        return json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))

    @property
    def notebook(self):
        return nbformat.read(self.folder / "analysis.ipynb", as_version=4)

    def execute(self, output, **parameters):
        """As an analyst's scheduler does; the notebook in the export stays as it is."""
        return papermill.execute_notebook(
            str(self.folder / "analysis.ipynb"), str(output), parameters=parameters, cwd=str(self.folder), kernel_name="python3",
            progress_bar=False,
        )

    def check(self):
        """Runs the cells in this process, which is faster than a kernel; charts go nowhere."""
        names = {"__name__": "notebook"}
        before = pathlib.Path.cwd()
        os.chdir(self.folder)
        try:
            for cell in self.notebook.cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, f"cell {cell.id}", "exec"), names)
        finally:
            matplotlib.pyplot.close("all")
            os.chdir(before)

    def copied(self, place):
        shutil.copytree(self.folder, place)
        return Export(place)


@pytest.fixture(scope="session")
def exported(tmp_path_factory):
    """Runs a scenario and exports the run; each once."""
    done = {}

    def export(scenario, *arguments, allowed=(0,)):
        key = (scenario, arguments)
        if key not in done:
            place = tmp_path_factory.mktemp("export")
            offerbench("run", scenario, "--output", place / "runs", "--quiet", *arguments, allowed=allowed)
            run = place / "runs" / pathlib.Path(scenario).name
            offerbench("export", run, "--output", place / "export", "--quiet")
            done[key] = Export(place / "export", store=place / "runs/runs.sqlite")
        return done[key]

    return export


@pytest.fixture
def example():
    return Export(EXAMPLE)
