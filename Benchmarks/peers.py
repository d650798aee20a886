#!/usr/bin/env python3
"""Solves an MPS file with one other solver: peers.py PEER FILE.mps OUTPUT SECONDS GIGABYTES

Writes OUTPUT.json (stage, solve seconds, status, version, threads) and OUTPUT.x, the columns' values in the file's order as doubles. Only
the solve is timed, not reading the file. A solve longer than SECONDS is ended by the system's alarm, whatever the solver is doing: it
leaves the stage "solving" behind. A process that wants more than GIGABYTES of addresses is refused memory and fails.

Every peer runs in a process of its own: highspy cannot be imported after ortools, which brings another libhighs.
"""
import array
import ctypes
import ctypes.util
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


class SimplexControl(ctypes.Structure):
    """glp_smcp of glpk.h."""

    _fields_ = (
        [(name, ctypes.c_int) for name in ("msg_lev", "meth", "pivot", "r_test")]
        + [(name, ctypes.c_double) for name in ("tol_bnd", "tol_dj", "tol_piv", "obj_ll", "obj_ul")]
        + [(name, ctypes.c_int) for name in ("it_lim", "tm_lim", "out_frq", "out_dly", "presolve", "excl", "shift", "aorn")]
        + [("reserved", ctypes.c_double * 33)]
    )


class GLPK:
    """The library the binary itself uses, with what glpsol does by default: presolve, scaling, advanced basis, primal simplex."""

    MPS_FILE, MAXIMIZE, ON, OPTIMAL, QUIET = 2, 2, 1, 5, 0
    threads = 1

    def __init__(self):
        path = ctypes.util.find_library("glpk") or "libglpk.so.40"
        self.library = ctypes.CDLL(path)
        self.library.glp_version.restype = ctypes.c_char_p
        self.library.glp_create_prob.restype = ctypes.c_void_p
        self.library.glp_get_col_prim.restype = ctypes.c_double
        self.library.glp_term_out(self.QUIET)
        self.version = "GLPK " + self.library.glp_version().decode()

    def read(self, path):
        self.problem = ctypes.c_void_p(self.library.glp_create_prob())
        with tempfile.NamedTemporaryFile(dir=os.path.dirname(path)) as plain:
            self.copy_without_sense(path, plain)
            if self.library.glp_read_mps(self.problem, self.MPS_FILE, None, plain.name.encode()) != 0:
                raise RuntimeError("GLPK cannot read the file")
        self.library.glp_set_obj_dir(self.problem, self.MAXIMIZE)

    def copy_without_sense(self, path, copy):
        """GLPK's reader refuses a file with the section OBJSENSE, the second and third line here."""
        with open(path, "rb") as file:
            copy.write(file.readline())
            if file.readline().strip() != b"OBJSENSE" or file.readline().strip() != b"MAX":
                raise RuntimeError("the file does not begin by asking for a maximum")
            shutil.copyfileobj(file, copy, 2**20)
        copy.flush()

    def solve(self):
        control = SimplexControl()
        self.library.glp_init_smcp(ctypes.byref(control))
        control.presolve = self.ON
        code = self.library.glp_simplex(self.problem, ctypes.byref(control))
        status = self.library.glp_get_status(self.problem)
        return "optimal" if (code, status) == (0, self.OPTIMAL) else f"code {code}, status {status}"

    def values(self):
        return (self.library.glp_get_col_prim(self.problem, column + 1) for column in range(self.library.glp_get_num_cols(self.problem)))


class HiGHS:
    """One of HiGHS's algorithms. Interior points are taken without crossover, the faster way, and judged by the numbers they give."""

    def __init__(self, solver):
        import highspy

        self.highs = highspy.Highs()
        self.highs.silent()
        self.threads = 1 if solver == "simplex" else CORES
        for option, value in (("solver", solver), ("threads", self.threads), ("run_crossover", "off")):
            if self.highs.setOptionValue(option, value) != highspy.HighsStatus.kOk:
                raise RuntimeError(f"HiGHS does not take {option} = {value}")
        self.version = "HiGHS " + self.highs.version()

    def read(self, path):
        self.highs.readModel(path)

    def solve(self):
        self.highs.run()
        return self.highs.modelStatusToString(self.highs.getModelStatus())

    def values(self):
        return self.highs.getSolution().col_value


class ORTools:
    """A solver of OR-Tools through its model builder, whose copy of the model into the solver is part of the solve."""

    def __init__(self, solver, parameters, threads):
        import ortools
        from ortools.linear_solver.python import model_builder

        self.model, self.solver, self.threads = model_builder.Model(), model_builder.Solver(solver), threads
        self.solver.set_solver_specific_parameters(parameters)
        self.version = "OR-Tools " + ortools.__version__

    def read(self, path):
        if not self.model.import_from_mps_file(path):
            raise RuntimeError("OR-Tools cannot read the file")

    def solve(self):
        return self.solver.solve(self.model).name

    def values(self):
        return self.solver.values(self.model.get_variables()).array


# PDLP's own tolerance, 1e-6 in norms, leaves a gap above 1e-6 here.
PDLP = "num_threads: %d termination_criteria { simple_optimality_criteria { eps_optimal_absolute: %s eps_optimal_relative: %s } }"

PEERS = {
    "glpk": GLPK,
    "highs-simplex": lambda: HiGHS("simplex"),
    "highs-ipx": lambda: HiGHS("ipx"),
    "highs-hipo": lambda: HiGHS("hipo"),
    "glop": lambda: ORTools("GLOP", "", 1),
    "pdlp": lambda: ORTools("PDLP", PDLP % (CORES, "1e-8", "1e-8"), CORES),
}


def main():
    name, path, output, seconds, gigabytes = sys.argv[1:]
    limit = int(float(gigabytes) * 2**30)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    report = {"stage": "reading"}

    def write(**values):
        report.update(values)
        with open(output + ".json", "w") as file:
            json.dump(report, file)

    write()
    peer = PEERS[name]()
    peer.read(path)
    write(stage="solving", version=peer.version, threads=peer.threads)
    signal.setitimer(signal.ITIMER_REAL, float(seconds))
    start = time.perf_counter()
    status = peer.solve()
    elapsed = time.perf_counter() - start
    signal.setitimer(signal.ITIMER_REAL, 0)
    with open(output + ".x", "wb") as file:
        array.array("d", peer.values()).tofile(file)
    write(stage="solved", seconds=elapsed, status=status)


if __name__ == "__main__":
    main()
