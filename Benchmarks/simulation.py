#!/usr/bin/env python3
"""Times `offerbench simulate` beside the same simulation in numpy: simulation.py [SCENARIO [REPLICATIONS [ROUNDS]]]

All take the optimum's plan of the scenario, on as many threads or processes as there are processors, and must agree: means within five
standard errors of each other. numpy once does the model as it is written, and once only what ours does, which follows nobody who does not
accrue. They run in turns, and the shortest time of each over the rounds counts: what else the machine does only ever adds to it. Ours is timed
as a whole process without the reading and dealing (a run with one replication is taken off), numpy inside its process without start,
import and reading. No time is asserted.
"""
import json
import math
import os
import subprocess
import sys
import tempfile
import time

from bench import BINARY, ROOT, prepare_environment, stop

LABELS = {"all": "numpy, every customer every month", "accruing": "numpy, only those who accrue, as in ours"}


def simulate(scenario, plan, replications):
    start = time.perf_counter()
    command = [BINARY, "simulate", scenario, "--plan", plan, "--replications", str(replications), "--json", "--quiet"]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return time.perf_counter() - start, json.loads(output)["simulation"]


def compare(ours, numpy):
    """Prints both means of every quantity and budget."""
    mine = {name: (outcome["mean"], outcome["standard_error"]) for name, outcome in ours["quantities"].items()}
    spread = math.sqrt(numpy["replications"] / ours["replications"])
    for budget in ours["budgets"]:
        if budget["name"] in numpy["quantities"]:
            mine[budget["name"]] = budget["mean"], spread * numpy["quantities"][budget["name"]]["standard_error"]
    for name, other in numpy["quantities"].items():
        mean, error = mine[name]
        apart, error = mean - other["mean"], math.hypot(error, other["standard_error"])
        print(f"  {name}: {mean:.0f} and {other['mean']:.0f}, {apart / error if error else 0:.2f} standard errors apart")
        if abs(apart) > 5 * error + 1e-9 * abs(mean):
            stop(f"the two disagree about {name}")


def main():
    scenario = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "scenarios", "coalition-launch")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    if not os.path.exists(BINARY):
        stop("the binary is not built: make build")
    python, processors = prepare_environment(), os.cpu_count()
    once, many, peers = [], [], {"all": [], "accruing": []}
    with tempfile.TemporaryDirectory() as folder:
        plan = os.path.join(folder, "plan.json")
        with open(plan, "w") as file:
            subprocess.run([BINARY, "optimize", scenario, "--json", "--quiet"], stdout=file, check=True)
        for _ in range(rounds):
            once.append(simulate(scenario, plan, 1)[0])
            seconds, ours = simulate(scenario, plan, count)
            many.append(seconds)
            for who, replications in (("all", max(4, count // 20)), ("accruing", max(4, count // 4))):
                peer = [python, os.path.join(ROOT, "Benchmarks", "simulate_numpy.py"), scenario, plan, str(replications), str(processors), who]
                peers[who].append(json.loads(subprocess.run(peer, stdout=subprocess.PIPE, check=True).stdout))
    each = (min(many) - min(once)) / (count - 1)
    print(f"{scenario}, {count} replications, {processors} processors, shortest of {rounds} rounds")
    print(f"offerbench: {1000 * each:.2f} ms a replication; as a whole process {min(once):.2f} s for one, {min(many):.2f} s for all")
    for who, runs in peers.items():
        mine = min(run["seconds"] / run["replications"] for run in runs)
        print(f"{LABELS[who]}: {runs[0]['replications']} replications, {1000 * mine:.1f} ms each; ratio {mine / each:.1f}")
        compare(ours, runs[0])


if __name__ == "__main__":
    main()
