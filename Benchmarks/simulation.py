#!/usr/bin/env python3
"""Times `offerbench simulate` beside the same simulation in numpy: simulation.py [SCENARIO [REPLICATIONS]]

All take the optimum's plan of the scenario, on as many threads or processes as there are processors, one after the other, and must agree:
means within five standard errors of each other. numpy once does the model as it is written, and once only what ours does, which follows
nobody who does not accrue. Ours is timed as a whole process without the reading and optimizing (a run with one
replication is taken off), numpy inside its process without start and import. No time is asserted.
"""
import json
import math
import os
import subprocess
import sys
import tempfile
import time

from bench import BINARY, ROOT, prepare_environment, stop


def simulate(scenario, plan, replications):
    start = time.perf_counter()
    command = [BINARY, "simulate", scenario, "--plan", plan, "--replications", str(replications), "--json", "--quiet"]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return time.perf_counter() - start, json.loads(output)["simulation"]["quantities"]


def main():
    scenario = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "scenarios", "coalition-launch")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    if not os.path.exists(BINARY):
        stop("the binary is not built: make build")
    python, processors = prepare_environment(), os.cpu_count()
    with tempfile.TemporaryDirectory() as folder:
        plan = os.path.join(folder, "plan.json")
        with open(plan, "w") as file:
            subprocess.run([BINARY, "optimize", scenario, "--json", "--quiet"], stdout=file, check=True)
        once = sorted(simulate(scenario, plan, 1)[0] for _ in range(3))[1]
        seconds, ours = simulate(scenario, plan, count)
        peers = {}
        for who, replications in (("all", max(2, count // 20)), ("accruing", count)):
            peer = [python, os.path.join(ROOT, "Benchmarks", "simulate_numpy.py"), scenario, plan, str(replications), str(processors), who]
            peers[who] = json.loads(subprocess.run(peer, stdout=subprocess.PIPE, check=True).stdout)
    each = (seconds - once) / (count - 1)
    print(f"{scenario}, {count} replications, {processors} processors")
    print(f"offerbench: {seconds:.2f} s, {1000 * each:.1f} ms a replication; one replication as a whole process {once:.2f} s")
    labels = {"all": "numpy, every customer every month", "accruing": "numpy, only those who accrue, as in ours"}
    for who, numpy in peers.items():
        mine = numpy["seconds"] / numpy["replications"]
        print(f"{labels[who]}: {numpy['replications']} replications, {1000 * mine:.1f} ms each; ratio {mine / each:.1f}")
        for name in ("cost", "accrued", "completions"):
            apart = ours[name]["mean"] - numpy[name]["mean"]
            error = math.hypot(ours[name]["standard_error"], numpy[name]["standard_error"])
            print(f"  {name}: {ours[name]['mean']:.0f} and {numpy[name]['mean']:.0f}, {apart / error:.2f} standard errors apart")
            if abs(apart) > 5 * error:
                stop(f"the two disagree about {name}")


if __name__ == "__main__":
    main()
