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
            "run": .members([
                "started_at": .string(run.startedAt), "seconds": .number(run.seconds), "host_cores": .integer(run.hostCores),
                "threads": .integer(run.threads), "blas_threads": .integer(run.blasThreads),
                "phases": .object(run.phases.map { .init($0.name, .number($0.seconds)) }),
            ]),
        ])
    }
}
