import OfferModel
import OfferResults
import TableFiles

/// Who there is, and what the figures of each recommended line are computed from, as CSV files for spreadsheets.
struct ShownTables {
    private let figures: RunFigures

    init(_ figures: RunFigures) {
        self.figures = figures
    }

    var files: [(name: String, bytes: [UInt8])] {
        [
            Self.segments.file(figures.segments), Self.inputs.file(figures.inputs),
            Self.points.file(
                figures.inputs.flatMap { line in line.points.map { (line.segment, line.bundle, line.offer, $0) } }),
        ]
    }

    static let schemas = [segments.schema, inputs.schema, points.schema]

    private static let segments = TableForm<RunFigures.SegmentSize>(
        "segments",
        [.text("segment") { $0.segment }, .text("macro") { $0.macro }, .number("customers") { $0.customers }])

    private static let inputs = TableForm<LineInputs>(
        "recommendation-inputs",
        [
            .text("segment") { $0.segment }, .integer("bundle") { $0.bundle }, .text("offer") { $0.offer },
            .text("sponsor") { $0.sponsor }, .flag("sponsor_is_external") { $0.isSponsorExternal },
            .number("acquisition_fee") { $0.acquisitionFee }, .number("monthly_spend") { $0.monthlySpend },
            .number("spend_cv") { $0.spendVariation }, .number("spend_lift") { $0.spendLift },
            .number("monthly_redemption") { $0.monthlyRedemption }, .integer("points_expire_after_months") { $0.pointsExpireAfterMonths },
            .text("percent_basis") { $0.percentBasis.rawValue }, .text("form") { $0.form.rawValue }, .number("organic") { $0.organic },
            .number("intercept") { $0.intercept }, .number("slope") { $0.slope }, .number("duration_slope") { $0.durationSlope },
            .number("floor") { $0.floor }, .number("ceiling") { $0.ceiling }, .number("half_percent") { $0.halfPercent },
            .number("fraud_rate") { $0.fraudRate }, .number("fraud_reference_percent") { $0.fraudReferencePercent },
            .number("fraud_elasticity") { $0.fraudElasticity }, .number("fraud_monthly_detection") { $0.fraudMonthlyDetection },
            .number("value_step") { $0.valueStep }, .number("margin") { $0.margin },
        ])

    private static let points = TableForm<(segment: String, bundle: Int, offer: String, point: CompletionPoint)>(
        "response-points",
        [
            .text("segment") { $0.segment }, .integer("bundle") { $0.bundle }, .text("offer") { $0.offer },
            .number("percent") { $0.point.percent }, .number("completion") { $0.point.completion },
        ])
}
