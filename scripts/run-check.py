#!/usr/bin/env python3
"""Holds `offerbench run` against what may happen to it at night: kills at random moments, many starts at once, a full disk, and the time
that ten scenarios take. Run it from the repository after `make build`; it prints what it did and found, and ends with 1 on any failure.

    scripts/run-check.py kills 300     # kill -9 at random moments of a run; what the next run makes of it
    scripts/run-check.py starts        # 20 starts at once on one output
    scripts/run-check.py disk          # a full disk (a small tmpfs, as root), a limit on file sizes, a folder that cannot be written
    scripts/run-check.py ten           # ten scenarios with all outputs in one run
"""
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build/release/offerbench"
LAUNCH = ROOT / "scenarios/coalition-launch"


def check(holds, what):
    if not holds:
        sys.exit(f"run-check: {what}")


def command(output, scenarios, *options):
    return [BINARY, "run", *scenarios, "--output", output, *options]


def contents(folder):
    """Every file but what differs from run to run: manifests and the store."""
    files = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file() and path.name != "manifest.json" and not name.startswith("runs.sqlite"):
            files[name] = path.read_bytes()
    return files


def check_whole(folder, when):
    """Each run's folder holds exactly what its manifest lists."""
    for run in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != ".staging"):
        manifest = json.loads((run / "manifest.json").read_bytes())
        listed = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
        there = {str(p.relative_to(run)) for p in run.rglob("*") if p.is_file()} - {"manifest.json"}
        check(there == set(listed), f"{when}: {run.name} holds {there ^ set(listed)} too much or too little")
        for name, digest in listed.items():
            check(hashlib.sha256((run / name).read_bytes()).hexdigest() == digest, f"{when}: {run.name}/{name} is not what it should be")


def check_store(folder, when):
    path = folder / "runs.sqlite"
    if not path.exists():
        return 0
    store = sqlite3.connect(path)
    try:
        check(store.execute("PRAGMA integrity_check").fetchall() == [("ok",)], f"{when}: the store is damaged")
        check(store.execute("PRAGMA foreign_key_check").fetchall() == [], f"{when}: rows of the store have lost their run")
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return store.execute("SELECT count(*) FROM runs WHERE state = 'done'").fetchone()[0] if "runs" in tables else 0
    finally:
        store.close()


def moment(folder, began):
    """What a killed process had done, from what it left."""
    staging = folder / ".staging"
    if not folder.exists() or not (folder / "runs.sqlite").exists():
        return "before the store"
    if staging.exists() and any(path.is_file() for path in staging.rglob("*")):
        return "while files were written"
    return "after a folder was put in place" if any(p.stat().st_mtime >= began for p in folder.glob("*/manifest.json")) else "before the files"


def kills(count):
    random.seed(20261124)
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        scenarios = [place / f"launch-{number}" for number in range(3)]
        for scenario in scenarios:
            shutil.copytree(LAUNCH, scenario)
        settings = [["--set", "simulation.replications=2", "--set", "uncertainty.draws=50", "--set", f"budgets.total.amount={amount}"]
                    for amount in (60000000, 75000000)]
        clean, usual = [], []
        for number, options in enumerate(settings):
            began = time.monotonic()
            subprocess.run(command(place / f"clean-{number}", scenarios, *options), check=True, capture_output=True)
            usual.append(time.monotonic() - began)
            clean.append(contents(place / f"clean-{number}"))
        moments, killed, output = {}, 0, place / "out"
        attempt = 0
        while killed < count:
            attempt += 1
            if attempt % 10 == 1:
                shutil.rmtree(output, ignore_errors=True)
            which = attempt % 2
            began = time.time()
            process = subprocess.Popen(command(output, scenarios, *settings[which]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0, 1.1 * usual[which]))
            process.send_signal(signal.SIGKILL)
            if process.wait() != -signal.SIGKILL:
                continue
            killed += 1
            when = f"kill {killed}"
            done = moment(output, began)
            moments[done] = moments.get(done, 0) + 1
            if output.exists():
                check_whole(output, when)
                check_store(output, when)
            resumed = subprocess.run(command(output, scenarios, *settings[which]), capture_output=True, text=True)
            check(resumed.returncode == 0, f"{when}: the next run ended with {resumed.returncode}: {resumed.stderr}")
            check(contents(output) == clean[which], f"{when}: the next run ended in other bytes")
            check_whole(output, when)
            check(not (output / ".staging").exists(), f"{when}: something half-written is left")
            check(check_store(output, when) >= len(scenarios), f"{when}: the store lacks a run")
        print(f"{killed} kills of {attempt} starts; each next run ended in the same bytes, nothing half-written, store sound")
        for done, number in sorted(moments.items()):
            print(f"  {number:4} {done}")


def starts(count=20):
    with tempfile.TemporaryDirectory() as temporary:
        output = Path(temporary) / "out"
        began = time.monotonic()
        processes = [subprocess.Popen(command(output, [LAUNCH], "--set", "simulation.replications=1000"), stdout=subprocess.DEVNULL,
                                      stderr=subprocess.DEVNULL) for _ in range(count)]
        ends = {}
        while len(ends) < count:
            for number, process in enumerate(processes):
                if number not in ends and process.poll() is not None:
                    ends[number] = (process.returncode, time.monotonic() - began)
            time.sleep(0.002)
        codes = sorted(code for code, _ in ends.values())
        busy = max(seconds for code, seconds in ends.values() if code == 5)
        check(codes == [0] + [5] * (count - 1), f"exit codes {codes}")
        check(busy <= 1, f"the last busy start ended after {busy:.2f} s")
        check_whole(output, "after the starts")
        print(f"{count} starts at once: one wrote, {count - 1} ended with 5, the last of them {busy:.2f} s after the first start")


def disk():
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        scenario, output = place / "launch", place / "out"
        shutil.copytree(LAUNCH, scenario)
        subprocess.run(command(output, [scenario]), check=True, capture_output=True)
        old = contents(output)

        def fails(what, output, before=None, preexec=None, scenario=scenario):
            run = subprocess.run(command(output, [scenario], "--set", "seed=3"), capture_output=True, text=True, preexec_fn=preexec)
            check(run.returncode == 74, f"{what}: ended with {run.returncode}: {run.stderr}")
            if before is not None:
                check(contents(output) == before, f"{what}: old files are not as they were")
                check_whole(output, what)
                check_store(output, what)
            print(f"{what}: exit 74, old files as they were\n  {run.stderr.strip().splitlines()[-1]}")

        wide = place / "wide" / "launch"
        shutil.copytree(LAUNCH, wide)
        head, *rows = (wide / "segments.csv").read_text().splitlines()
        (wide / "segments.csv").write_text("\n".join([head + ",note"] + [row + "," + "x" * 40000 for row in rows]) + "\n")
        for size, which in ((1 << 12, scenario), (1 << 15, scenario), (1 << 16, scenario), (1 << 19, wide)):
            limit = (lambda most: lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))(size)
            fails(f"files of at most {size} bytes", output, old, limit, which)
        (place / "file").write_text("")
        fails("a file instead of the output folder", place / "file")
        if os.geteuid() != 0:
            print("a full disk: not tried, mounting a tmpfs takes root")
            return
        # What stands in the small file system is told by its own contents, from inside its mount namespace.
        for kilobytes in (600, 800, 1000, 1200, 1400):
            script = f"""
                mount -t tmpfs -o size={kilobytes}k none {place}/small
                {BINARY} run {scenario} --output {place}/small/out --only optimum >/dev/null || exit 99
                (cd {place}/small/out && find launch -type f | sort | xargs sha256sum) >{place}/before
                {BINARY} run {scenario} --output {place}/small/out --set seed=3 >/dev/null 2>{place}/error
                echo $? >{place}/code
                (cd {place}/small/out && find launch -type f | sort | xargs sha256sum) >{place}/after
                {BINARY} runs list {place}/small/out --json >/dev/null
                echo $? >{place}/store"""
            (place / "small").mkdir(exist_ok=True)
            run = subprocess.run(["unshare", "-m", "sh", "-c", script])
            if run.returncode == 99:
                print(f"a disk of {kilobytes} KiB: too small for the first run")
                continue
            code = int((place / "code").read_text())
            same = (place / "before").read_text() == (place / "after").read_text()
            check(code in (0, 74), f"a disk of {kilobytes} KiB: ended with {code}")
            check(same if code == 74 else not same, f"a disk of {kilobytes} KiB: the old run is not as it was")
            check((place / "store").read_text().strip() == "0", f"a disk of {kilobytes} KiB: the store cannot be read")
            words = (place / "error").read_text().strip().splitlines()[-1:] if code else ["it was large enough"]
            print(f"a disk of {kilobytes} KiB: exit {code}, store readable\n  {words[0]}")
        script = f"""
            mount -t tmpfs none {place}/small
            {BINARY} run {scenario} --output {place}/small/out >/dev/null || exit 99
            mount -o remount,ro {place}/small
            {BINARY} run {scenario} --output {place}/small/out --set seed=3 >/dev/null"""
        run = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True)
        check(run.returncode == 74, f"a disk for reading alone: ended with {run.returncode}: {run.stderr}")
        print(f"a disk for reading alone: exit 74\n  {run.stderr.strip().splitlines()[-1]}")


def ten():
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        scenarios = [place / f"launch-{number}" for number in range(10)]
        for number, scenario in enumerate(scenarios):
            shutil.copytree(LAUNCH, scenario)
            path = scenario / "scenario.yaml"
            path.write_text(path.read_text().replace("amount: 75000000", f"amount: {70000000 + 1000000 * number}"))
        began = time.monotonic()
        subprocess.run(command(place / "out", scenarios), check=True, capture_output=True)
        seconds = time.monotonic() - began
        check_whole(place / "out", "ten scenarios")
        began = time.monotonic()
        subprocess.run(command(place / "out", scenarios), check=True, capture_output=True)
        print(f"ten scenarios with all outputs: {seconds:.1f} s on {os.cpu_count()} cores; the same again: {time.monotonic() - began:.1f} s")
        check(seconds <= 60, "more than a minute")


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("kills", "starts", "disk", "ten"):
        sys.exit(__doc__)
    check(BINARY.exists(), f"there is no {BINARY}: make build")
    if sys.argv[1] == "kills":
        kills(int(sys.argv[2]) if len(sys.argv) > 2 else 300)
    else:
        {"starts": starts, "disk": disk, "ten": ten}[sys.argv[1]]()
