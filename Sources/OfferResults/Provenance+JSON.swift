import OfferOptimization
import TableFiles

extension Provenance {
    func json(effort: SolverEffort?) -> JSONValue {
        .members([
            "version": .string(version),

            "seed": .unsigned(seed),
            "solver": .members([
                "name": .string(solverName), "version": .string(solverVersion), "method": .optional(effort?.method),
                "iterations": effort.map { .integer($0.iterations) } ?? .null, "passes": effort.map { .integer($0.passes) } ?? .null,
            ]),
            "run": run.json,
        ])
    }
}

extension Provenance.Run {
    var json: JSONValue {
        .members([
            "started_at": .string(startedAt), "seconds": .number(seconds), "host_cores": .integer(hostCores),
            "threads": .integer(threads), "blas_threads": .integer(blasThreads),
            "phases": .object(phases.map { .init($0.name, .number($0.seconds)) }),
        ])
    }
}
