"""The built command."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("OFFERBENCH", str(ROOT / ".build/release/offerbench"))


def offerbench(*arguments, allowed=(0,)):
    run = subprocess.run([BINARY, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode in allowed, f"{arguments}: exit code {run.returncode}\n{run.stderr}"
    return run.stdout
