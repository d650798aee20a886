package import OfferLearning
package import TableFiles

/// Calibrated spend as a document and as columns for segments.csv.
package struct SpendCalibrationDocument: Sendable {
    package let source: CalibrationSource
    package let calibration: SpendCalibration
    package let rowCount: Int
    /// `2026-01`, or a running number.
    package let firstMonth: String
    package let lastMonth: String
    package let monthCount: Int
    package let points: SpendCalibration.PointsBasis

    package init(
        source: CalibrationSource, calibration: SpendCalibration, rowCount: Int, firstMonth: String, lastMonth: String, monthCount: Int,
        points: SpendCalibration.PointsBasis
    ) {
        self.source = source
        self.calibration = calibration
        self.rowCount = rowCount
        self.firstMonth = firstMonth
        self.lastMonth = lastMonth
        self.monthCount = monthCount
        self.points = points
    }

    package var json: JSONValue {
        source.document(
            "spend",
            [
                .init("rows", .integer(rowCount)), .init("first_month", .string(firstMonth)), .init("last_month", .string(lastMonth)),
                .init("months", .integer(monthCount)), .init("redemption_basis", .string(points.rawValue)),
                .init("segments", .array(calibration.segments.map(\.json))),
                .init(
                    "findings",
                    .array(
                        calibration.findings.map {
                            .members([
                                "code": .string($0.code), "segment": .optional($0.segment), "message": .string($0.message),
                                "help": .string($0.help),
                            ])
                        })),
            ])
    }

    /// Columns of segments.csv, with standard errors in columns that reading a scenario leaves aside. What cannot be told is blank.
    package var table: [UInt8] {
        var writer = CSVWriter(header: [
            "segment", "customers", "monthly_spend", "spend_cv", "spend_persistence", "monthly_redemption", "monthly_spend_se",
            "spend_cv_se",
            "spend_persistence_se", "monthly_redemption_se",
        ])
        for segment in calibration.segments {
            let estimates = segment.estimates.map(\.estimate)
            writer.append(
                [segment.segment, String(segment.customers)] + estimates.map { $0?.value.description ?? "" }
                    + estimates.map { $0?.standardError?.description ?? "" })
        }
        return writer.bytes
    }
}

extension SegmentSpend {
    /// By the names of segments.csv.
    fileprivate var estimates: [(name: String, estimate: Estimate?)] {
        [
            ("monthly_spend", monthlySpend), ("spend_cv", variation), ("spend_persistence", persistence),
            ("monthly_redemption", redemption),
        ]
    }

    fileprivate var json: JSONValue {
        .object(
            [.init("segment", .string(segment)), .init("customers", .integer(customers))]
                + estimates.map { name, estimate in
                    .init(
                        name,
                        estimate.map { .members(["value": .number($0.value), "standard_error": .optional($0.standardError)]) } ?? .null)
                })
    }
}
