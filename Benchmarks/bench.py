#!/usr/bin/env python3
"""Times the phases of `offerbench optimize` at several sizes, and other solvers on the same linear programmes.

For every size: a generated scenario; the built binary on it; the programme in x written with --write-mps; every peer on that file, in a
process of its own. All answers, ours too, are judged alike: check.py recomputes objective and violations from the solution. No time is
asserted. The exit code says whether the benchmark ran, not how fast. With peers the default sizes take hours: at 100,000 segments most
peers run into their limit.
"""
import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import report
from peers import PEERS

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
BINARY = os.path.join(ROOT, ".build", "release", "offerbench")
ENVIRONMENT = os.path.join(ROOT, ".venv")
UNREPEATED = 30  # seconds: a longer run is not repeated
SHORT, MOST_RUNS = 1, 9  # seconds: shorter runs are repeated until they add up to this, at most so often


def stop(*lines):
    sys.exit("\n".join("bench: " + line for line in lines))


def run(command, output=None, errors=None):
    """Runs a command; its exit code (negative: the signal that ended it), wall seconds and peak memory in bytes.

    A child starts from the memory of this process at its largest, so this process stays small: sizes are taken in ascending order.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=output, stderr=errors)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return process.returncode, time.perf_counter() - start, peak


def median(measure, times):
    """The run in the middle by its `seconds`, with the seconds of all runs as `all`."""
    runs = [measure()]
    if runs[0]["seconds"] is not None and runs[0]["seconds"] <= UNREPEATED:
        while len(runs) < times or (len(runs) < MOST_RUNS and sum(each["seconds"] or UNREPEATED for each in runs) < SHORT):
            runs.append(measure())
    runs.sort(key=lambda each: float("inf") if each["seconds"] is None else each["seconds"])
    return {**runs[(len(runs) - 1) // 2], "all": [each["seconds"] for each in runs if each["seconds"] is not None]}


def prepare_environment():
    """Makes .venv hold exactly what requirements.txt says; the path of its Python."""
    python = os.path.join(ENVIRONMENT, "bin", "python")
    requirements = os.path.join(HERE, "requirements.txt")
    installed = os.path.join(ENVIRONMENT, "bench-requirements.txt")
    if not os.path.exists(python):
        if subprocess.call([sys.executable, "-c", "import ensurepip"], stderr=subprocess.DEVNULL) != 0:
            stop("this Python cannot make virtual environments", "Debian, Ubuntu: apt-get install python3-venv; or leave out the peers: --peers ''")
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    if not os.path.exists(installed) or open(installed).read() != open(requirements).read():
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements]
        if subprocess.call(pip, stdout=sys.stderr) != 0:
            stop("pip could not install the peers; it needs Python 3.11 or later and a network", "or leave out the peers: --peers ''")
        shutil.copyfile(requirements, installed)
    return python


def optimize(folder, *options):
    """One run of the binary; its document is left in the folder."""
    result, errors = os.path.join(folder, "result.json"), os.path.join(folder, "errors.txt")
    with open(result, "w") as output, open(errors, "w") as messages:
        code, wall, peak = run([BINARY, "optimize", os.path.join(folder, "scenario"), "--json", "--quiet", *options], output, messages)
    if code != 0:
        stop(f"offerbench optimize ended with exit code {code}", open(errors).read().strip())
    with open(result) as file:
        document = json.load(file)
    solver, phases = document["provenance"]["solver"], document["provenance"]["run"]["phases"]
    phases["write"] = wall - sum(phases.values())
    return {
        "seconds": phases["solve"], "phases": phases, "wall": wall, "peak": peak, "passes": solver["passes"],
        "iterations": solver["iterations"], "gap": document["certificate"]["gap"], "bound": document["objective"]["bound"],
    }


def solve_with(python, peer, programme, folder, options):
    """One run of a peer; `seconds` is None unless it finished, `why` says what happened otherwise."""
    output, errors = os.path.join(folder, peer), os.path.join(folder, peer + ".txt")
    command = [python, os.path.join(HERE, "peers.py"), peer, programme, output, str(options.peer_limit), str(options.memory_limit)]
    with open(errors, "w") as messages:
        code, _, peak = run(command, messages, messages)
    with open(output + ".json") as file:
        outcome = json.load(file)
    solved, cut_off = outcome["stage"] == "solved", outcome["stage"] == "solving" and code == -signal.SIGALRM
    lines = open(errors, errors="replace").read().strip().splitlines() or [""]
    why = "" if solved else f">{options.peer_limit:g}" if cut_off else f"failed {outcome['stage']} (exit code {code}) {lines[-1][:80]}"
    return {"seconds": None, "status": "", "threads": None, **outcome, "peer": peer, "peak": peak, "why": why}


def bench(size, python, folder, options):
    """All figures of one size."""
    note = lambda text: print(f"  {size}: {text}", file=sys.stderr)
    note("offerbench")
    subprocess.run([sys.executable, os.path.join(HERE, "generate_scenario.py"), str(size), os.path.join(folder, "scenario")], check=True)
    figures = {"size": size, "ours": median(lambda: optimize(folder), options.runs), "peers": []}
    if not options.peers:
        return figures
    programme = os.path.join(folder, "programme.mps")
    optimize(folder, "--write-mps", programme)
    for peer in options.peers:
        note(peer)
        figures["peers"].append(median(lambda: solve_with(python, peer, programme, folder, options), options.runs))
    note("checking the solutions")
    solved = [each for each in figures["peers"] if each["seconds"] is not None]
    solutions = [os.path.join(folder, each["peer"] + ".x") for each in solved]
    command = [sys.executable, os.path.join(HERE, "check.py"), programme, os.path.join(folder, "result.json"), *solutions]
    checked = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    figures.update(rows=checked["rows"], columns=checked["columns"])
    for each, figure in zip([figures["ours"], *solved], checked["solutions"]):
        bound = figures["ours"]["bound"]
        each.update(violation=figure["violation"], distance=(bound - figure["objective"]) / max(1, abs(bound)))
    return figures


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[24, 400, 2_000, 10_000, 100_000], help="numbers of segments (default: 24 400 2000 10000 100000)")
    parser.add_argument("--peers", default=",".join(PEERS), metavar="LIST", help="of %(default)s, or '' for none")
    parser.add_argument("--peer-limit", type=float, default=600, metavar="SECONDS", help="for each solve of a peer (default: 600)")
    parser.add_argument("--memory-limit", type=float, default=round(0.9 * report.memory(), 1), metavar="GIB", help="for each peer (default: nine tenths of the machine's)")
    parser.add_argument("--runs", type=int, default=3, help=f"at least, of which the median counts; one over {UNREPEATED} s is not repeated (default: 3)")
    parser.add_argument("--write-docs", nargs="?", const=os.path.join(ROOT, "docs", "benchmarks.md"), metavar="FILE", help="also write the report there (default: docs/benchmarks.md)")
    options = parser.parse_args()
    options.peers = [peer for peer in options.peers.split(",") if peer]
    if unknown := set(options.peers) - set(PEERS):
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    return options


def main():
    options = arguments()
    if not os.path.exists(BINARY):
        stop("the binary is not built: make build")
    options.load = os.getloadavg()[0]
    python = prepare_environment() if options.peers else None
    results = []
    scratch = os.path.join(ROOT, ".build", "bench")
    os.makedirs(scratch, exist_ok=True)
    for size in sorted(options.sizes):
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            results.append(bench(size, python, folder, options))
    machine = report.machine(BINARY)
    print(report.text(results, options, machine))
    if options.write_docs:
        with open(options.write_docs, "w") as file:
            file.write(report.markdown(results, options, machine))


if __name__ == "__main__":
    main()
