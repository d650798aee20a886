package import OfferLearning
import OfferModel
import ScenarioFiles
package import TableFiles

extension DataQuality {
    /// What `check-data --json` prints.
    package var json: JSONValue {
        .members([
            "schema": .string("offerbench-result/1"), "scenario": .members(["name": .string(scenario)]),
            "as_of": .optional(asOf?.description),
            "verdict": .string(verdict.rawValue), "checks": .array(checks.map(\.json)), "widened": .array(widenings.map(\.json)),
            "deviations": .array(widenedDeviations.map(\.json)),
        ])
    }
}

extension DataCheck {
    var json: JSONValue {
        .members([
            "table": .string(table), "check": .string(kind.rawValue), "column": .optional(column), "verdict": .string(verdict.rawValue),
            "count": .integer(count), "measured": .optional(measured), "expected": .optional(expected),
            "standard_errors": .optional(standardErrors), "message": .string(message), "examples": .array(examples.map(\.json)),
        ])
    }
}

extension DataCheck.Example {
    fileprivate var json: JSONValue {
        .members([
            "file": .string(location.file), "line": .integer(location.line), "column": .integer(location.column),
            "message": .string(message),
        ])
    }
}

extension ScenarioTables.Widening {
    var json: JSONValue {
        .members([
            "table": .string(table), "factors": .array(factors.map { .string($0.rawValue) }), "days_late": .integer(daysLate),
            "lags_late": .number(lagsLate),
            "multiplier": .number(multiplier),
        ])
    }
}

extension ScenarioTables.WidenedDeviation {
    var json: JSONValue {
        .members(["path": .string(path), "stated": .number(stated), "used": .number(used)])
    }
}
