package import OfferLearning
import OfferModel
package import TableFiles

/// Calibrated responses as a document and as responses.csv.
package struct ResponseCalibrationDocument: Sendable {
    package let source: CalibrationSource
    package let calibration: ResponseCalibration

    package init(source: CalibrationSource, calibration: ResponseCalibration) {
        self.source = source
        self.calibration = calibration
    }

    package var json: JSONValue {
        source.document(
            "responses",
            [
                .init("responses", .array(calibration.responses.map(\.json))),
                .init("organic", .array(calibration.organic.map(\.json))),
                .init(
                    "uncertainty",
                    calibration.uncertainty.map {
                        .members([
                            "offer_sd": .members(["uptake": .number($0.offer)]), "segment_sd": .members(["uptake": .number($0.segment)]),
                        ])
                    } ?? .null),
                .init(
                    "findings",
                    .array(
                        calibration.findings.map {
                            .members([
                                "severity": .string($0.weight.rawValue), "code": .string($0.code), "segment": .optional($0.segment),
                                "offer": .optional($0.offer), "message": .string($0.message), "help": .string($0.help),
                            ])
                        })),
            ])
    }

    /// responses.csv, with standard errors and where each row comes from in columns that reading a scenario leaves aside.
    package var table: [UInt8] {
        var writer = CSVWriter(header: Self.columns)
        for response in calibration.responses {
            let texts = Dictionary(
                uniqueKeysWithValues: response.parameters.map { ($0.name, Self.text($0.value)) }
                    + response.parameters.map { ("\($0.name)_se", $0.standardError.map(Self.text) ?? "") })
            let known = texts.merging(
                [
                    "segment": response.segment, "offer": response.offer, "organic": Self.text(response.organic.rate),
                    "organic_se": response.organic.standardError.map(Self.text) ?? "", "form": response.estimate.form.rawValue,
                    "source": response.source.rawValue, "shown": Self.text(response.arms.reduce(0) { $0 + $1.customers }),
                ], uniquingKeysWith: { first, _ in first })
            writer.append(Self.columns.map { known[$0] ?? "" })
        }
        return writer.bytes
    }

    private static let columns = [
        "segment", "offer", "organic", "intercept", "slope", "duration_slope", "floor", "ceiling", "half_percent", "organic_se",
        "intercept_se", "slope_se", "duration_slope_se", "floor_se", "ceiling_se", "half_percent_se", "form", "source", "shown",
    ]

    private static func text(_ value: Double) -> String { value == 0 ? "0" : value.description }
}

extension CalibratedResponse {
    /// As they stand in responses.csv; a standard error is nil for a parameter that no count moves.
    package var parameters: [(name: String, value: Double, standardError: Double?)] {
        switch curve {
        case .logistic(let intercept, let slope, let ceiling, let durationSlope):
            [
                ("intercept", intercept, estimate.standardError(0)), ("slope", slope, estimate.standardError(1)),
                ("ceiling", ceiling, nil), ("duration_slope", durationSlope, estimate.standardError(2)),
            ]
        case .saturating(let floor, let ceiling, let halfPercent):
            [
                ("floor", floor, estimate.standardError(0)), ("ceiling", ceiling, estimate.standardError(1)),
                ("half_percent", halfPercent, estimate.standardError(2)),
            ]
        case .table: []
        }
    }

    fileprivate var json: JSONValue {
        .members([
            "segment": .string(segment), "offer": .string(offer), "form": .string(estimate.form.rawValue),
            "source": .string(source.rawValue), "shrinkage": .number(shrinkage),
            "organic": .object(organic.members),
            "parameters": .object(parameters.map { .init($0.name, .number($0.value)) }),
            "standard_errors": .object(parameters.map { .init($0.name, .optional($0.standardError)) }),
            "fits": .array([
                Self.json("logistic", candidates.logistic), Self.json("saturating", candidates.saturating),
                Self.json("step", candidates.step),
            ]),
            "arms": .array(arms.map(\.json)),
        ])
    }

    private static func json(_ name: String, _ fit: Result<ResponseFit, ResponseFit.Failure>) -> JSONValue {
        switch fit {
        case .success(let fit):
            .members([
                "form": .string(name), "log_likelihood": .number(fit.logLikelihood), "parameters": .integer(fit.parameterCount),
                "aic": .number(fit.aic), "failure": .null,
            ])
        case .failure(let failure):
            .members([
                "form": .string(name), "log_likelihood": .null, "parameters": .null, "aic": .null, "failure": .string(failure.code),
            ])
        }
    }
}

extension OrganicRate {
    fileprivate var members: [JSONValue.Member] {
        [
            .init("rate", .number(rate)), .init("standard_error", .optional(standardError)), .init("source", .string(source.rawValue)),
        ]
    }
}

extension CountedOrganic {
    fileprivate var json: JSONValue {
        .object(
            [.init("segment", .string(segment)), .init("offer", .string(offer))] + rate.members
                + [.init("customers", .number(customers)), .init("completed", .number(completed))])
    }
}

extension CalibratedResponse.Arm {
    fileprivate var json: JSONValue {
        .members([
            "percent": .number(percent), "months": .integer(months), "shown": .number(customers), "completed": .number(completed),
            "fitted": .number(fitted), "fitted_standard_error": .number(fittedError),
        ])
    }
}
