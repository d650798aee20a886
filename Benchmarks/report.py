"""The report of bench.py: the same tables as text and as docs/benchmarks.md."""
import os
import platform
import subprocess
import sys

TOLERANCE = 1e-6  # of gap and violation, for a peer's time to count
BUSY = 0.25  # load per core from which a report says so

PHASES = ["read", "coefficients", "solve", "verify", "other granularities", "write"]

NOTES = """\
Seconds; medians with the lowest and highest solve time. `solve` is the phase of that name in the result: from coefficients in memory to the
optimal plan, with the pass over all segments that proves its bound. `verify` recomputes the plan from its own lines, makes the certificate and
the ranges of the prices; `write` is what the process takes beyond the phases: its start, the document, printing it. A peer's time is its solve alone, without reading the file, from its interface's call to its
return. `gap` is the relative distance of the recomputed objective below our certified bound, `violation` the worst of any row, relative to
max(1, |right-hand side|, sum of |a x|), or of any x >= 0; both are recomputed from the solution in the same way for all. A peer counts when both are
at most 1e-6 in size. The ratio is its time divided by our solve: below 1 we are slower. `>` marks a solve cut off at the limit.

GLPK: primal simplex after presolve, as glpsol does it. HiGHS: its choice of simplex, and two interior points (IPX, HiPO) without crossover, which
is faster and gives no vertex. OR-Tools: GLOP, and PDLP with tolerance 1e-8, since with its own of 1e-6 it misses 1e-6 here. Interior points and PDLP may
use all cores, the others use one; offerbench uses all."""


def memory():
    """Of this machine, in GiB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def processor():
    if sys.platform == "darwin":
        return subprocess.run(["sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True).stdout.strip()
    with open("/proc/cpuinfo") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return models[0] if models else platform.machine()


def machine(binary):
    version = subprocess.run([binary, "--version"], capture_output=True, text=True).stdout.strip()
    return f"{processor()}, {os.cpu_count()} cores, {memory():.1f} GiB; {platform.system()} {platform.release()}; Python {platform.python_version()}; {version}"


def seconds(value):
    return "-" if value is None else f"{value:.3g}" if value < 100 else f"{value:.0f}"


def spread(run):
    low, high = min(run["all"]), max(run["all"])
    return seconds(run["seconds"]) + (f" ({seconds(low)}-{seconds(high)})" if len(run["all"]) > 1 else "")


def tiny(value):
    return f"{value:.0e}"


def mebibytes(value):
    return f"{value / 2**20:.0f}"


def counts(peer):
    return peer["seconds"] is not None and abs(peer["distance"]) <= TOLERANCE and peer["violation"] <= TOLERANCE


def ours_table(results):
    yield ["segments", *PHASES, "wall", "passes", "iterations", "certificate gap", "peak MiB"]
    for result in results:
        ours = result["ours"]
        phases = [spread(ours) if name == "solve" else seconds(ours["phases"].get(name)) for name in PHASES]
        yield [f"{result['size']:,}", *phases, seconds(ours["wall"]), str(ours["passes"]), str(ours["iterations"]), tiny(ours["gap"]), mebibytes(ours["peak"])]


def peers_table(results):
    yield ["segments", "solver", "threads", "solve", "gap", "violation", "peak MiB", "counts", "ratio"]
    for result in results:
        ours = result["ours"]
        if not result["peers"]:
            continue
        yield [f"{result['size']:,}", "offerbench", "", spread(ours), tiny(ours["distance"]), tiny(ours["violation"]), mebibytes(ours["peak"]), "", "1"]
        for peer in result["peers"]:
            name, threads = peer["peer"], str(peer["threads"] or "-")
            if peer["seconds"] is None:
                yield ["", name, threads, peer["why"], "-", "-", mebibytes(peer["peak"]), "no", "-"]
            else:
                counting = counts(peer)
                ratio = f"{peer['seconds'] / ours['seconds']:.3g}" if counting else "-"
                verdict = "yes" if counting else f"no ({peer['status']})"
                yield ["", name, threads, spread(peer), tiny(peer["distance"]), tiny(peer["violation"]), mebibytes(peer["peak"]), verdict, ratio]


def verdicts(results):
    """One line per size: the best counting peer against us."""
    for result in results:
        counting = [peer for peer in result["peers"] if counts(peer)]
        if not result["peers"]:
            continue
        head = f"{result['size']:,} segments ({result['columns']:,} columns, {result['rows']:,} rows): "
        if not counting:
            yield head + "no peer counts"
            continue
        best, ours = min(counting, key=lambda peer: peer["seconds"]), result["ours"]["seconds"]
        ratio = best["seconds"] / ours
        outcome = f"offerbench solves {ratio:.3g} times as fast" if ratio >= 1 else f"a loss: offerbench takes {1 / ratio:.3g} times as long"
        yield head + f"best peer {best['peer']} {seconds(best['seconds'])} s, offerbench {seconds(ours)} s; {outcome}"


def circumstances(results, options, machine):
    yield machine
    versions = sorted({peer["version"] for result in results for peer in result["peers"] if "version" in peer})
    if versions:
        yield "Peers: " + ", ".join(versions)
        yield f"Limits of each peer: {options.peer_limit:g} s for the solve, {options.memory_limit:g} GiB of addresses; the binary has none"
    noise = "; the machine was busy, so these times are noisy" if options.load > BUSY * os.cpu_count() else ""
    yield f"Load average at the start: {options.load:.1f}{noise}"


def aligned(table):
    rows = list(table)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def piped(table):
    header, *rows = table
    lines = [header, ["---:"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def text(results, options, machine):
    parts = ["\n".join(circumstances(results, options, machine)), aligned(ours_table(results))]
    if options.peers:
        parts += [aligned(peers_table(results)), "\n".join(verdicts(results))]
    return "\n\n".join(parts)


def markdown(results, options, machine):
    bullets = lambda lines: "\n".join("* " + line for line in lines)
    parts = ["# Benchmarks", "Written by `make bench BENCH=--write-docs`; scenarios from `Benchmarks/generate_scenario.py`.",
             bullets(circumstances(results, options, machine)), "## The phases", piped(ours_table(results))]
    if options.peers:
        parts += ["## Beside other solvers", piped(peers_table(results)), bullets(verdicts(results))]
    return "\n\n".join([*parts, "## How to read this", NOTES]) + "\n"
