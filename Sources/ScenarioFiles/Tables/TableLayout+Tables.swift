import OfferModel

/// The layouts of the tables.
extension TableLayout {
    /// nil for a table whose columns nobody has described: only its date and its form as a file can be checked.
    ///
    /// - Parameters:
    ///   - hasLevels: whether the scenario has a ladder.
    ///   - expiryMonths: E; nil for never.
    ///   - experiment: what the columns of an experiment are called.
    ///   - grid: what it can have shown.
    static func layout(
        of role: InputFile.Role, hasLevels: Bool, expiryMonths: Int?, experiment: ExperimentColumns, grid: ExperimentGrid
    ) -> TableLayout? {
        switch role {
        case .segments: segments(hasLevels: hasLevels)
        case .responses: responses
        case .values: values
        case .opening: opening(expiryMonths: expiryMonths)
        case .transitions: transitions
        case .margins: margins
        case .experiment: Self.experiment(experiment, grid)
        default: nil
        }
    }

    private static func segments(hasLevels: Bool) -> TableLayout {
        let level = TableColumn("level", .id(.level), isRequired: true, blank: .doubtful)
        return TableLayout(
            columns: segmentColumns + (hasLevels ? [level] : []), key: ["segment"], hasWideValues: true,
            feeds: [.spend, .redemption] + (hasLevels ? [.value] : []))
    }

    private static let segmentColumns: [TableColumn] = [
        .required("segment", .declaredID),
        TableColumn("macro", .text),
        .required("customers", .number(NumberRule(.notNegative, plausible: .positive))),
        .required("monthly_spend", .number(NumberRule(.notNegative, plausible: .positive))),
        .required("spend_cv", .number(NumberRule(.notNegative, plausible: NumberRange(nil, 5)))),
        .required("monthly_redemption", .number(NumberRule(.share, plausible: .positive))),
        .required("base_percent", .number(NumberRule(.notNegative, plausible: NumberRange(nil, 100), digits: .percent))),
        TableColumn("contacts", .number(NumberRule(NumberRange(0, 1_000_000), digits: .whole))),
        TableColumn("spend_lift", .number(NumberRule(.notNegative, plausible: NumberRange(nil, 10)))),
        TableColumn("spend_persistence", .number(NumberRule(.share))),
        TableColumn("fraud_multiplier", .number(NumberRule(.notNegative, plausible: NumberRange(nil, 100)))),
        TableColumn("completed", .ids(.offer)),
    ]

    private static let responses = TableLayout(
        columns: [
            .required("segment", .id(.segmentKey)),
            .required("offer", .id(.offer)),
            .required(organicColumn, .number(NumberRule(.share, plausible: .shareBelowOne))),
            TableColumn("intercept", .number(NumberRule(.any, plausible: NumberRange(-50, 50)))),
            TableColumn("slope", .number(NumberRule(.any, plausible: NumberRange(-10, 10)))),
            TableColumn("ceiling", .number(NumberRule(.share))),
            TableColumn("duration_slope", .number(NumberRule(.any, plausible: NumberRange(-10, 10)))),
            TableColumn("floor", .number(NumberRule(.share))),
            TableColumn("half_percent", .number(NumberRule(.positive, plausible: NumberRange(nil, 100)))),
            TableColumn(pointColumn, .number(NumberRule(.notNegative, plausible: NumberRange(nil, 100)))),
            TableColumn("completion", .number(NumberRule(.share))),
        ], key: ["segment", "offer"], forms: ResponseForm.allCases.map(\.layout), isOfAnswers: true, feeds: [.uptake])

    private static let values = TableLayout(
        columns: [
            .required("segment", .id(.segmentKey)),
            .required("offer", .id(.offer)),
            .required("asset", .id(.asset)),
            TableColumn("value_now", .number(NumberRule(.any)), isRequired: true, blank: .doubtful),
            TableColumn("value_if_completed", .number(NumberRule(.any)), isRequired: true, blank: .doubtful),
        ], key: ["segment", "offer", "asset"], mayBeEmpty: true, feeds: [.value])

    private static func opening(expiryMonths: Int?) -> TableLayout {
        let oldest = max(-2_400, expiryMonths.map { 1 - $0 } ?? -2_400)
        return TableLayout(
            columns: [
                .required("payer", .id(.payer)),
                .required("vintage", .number(NumberRule(NumberRange(Double(oldest), 0), digits: .whole))),
                .required("amount", .number(NumberRule(.notNegative, digits: .money))),
                TableColumn("monthly_redemption", .number(NumberRule(.share, plausible: .positive))),
            ], key: ["payer", "vintage"], mayBeEmpty: true, feeds: [])
    }

    private static let transitions = TableLayout(
        columns: [
            .required("segment", .id(.segmentKey)),
            .required("from", .id(.level)),
            .required("to", .id(.level)),
            TableColumn(probabilityColumn, .number(NumberRule(.share))),
            TableColumn("count", .number(NumberRule(.notNegative))),
        ], key: ["segment", "from", "to"], forms: [probabilityColumn, "count"].map(Form.single), hasMatrices: true, isOfLevels: true,
        feeds: [.value])

    private static let margins = TableLayout(
        columns: [
            .required("segment", .id(.segmentKey)),
            .required("level", .id(.level)),
            .required("asset", .id(.asset)),
            .required("margin", .number(NumberRule(.any))),
        ], key: ["segment", "level", "asset"], isOfLevels: true, feeds: [.value])
}

extension TableLayout {
    /// Rows are customers, each once where they have ids; a blank outcome was not measured. Where an offer was shown, the row says with
    /// which of its percents and durations.
    private static func experiment(_ columns: ExperimentColumns, _ grid: ExperimentGrid) -> TableLayout {
        let measured = TableColumn.Content.number(NumberRule(.any))
        // Whether the table cannot do without a column depends on what else there is.
        func needs(_ role: CustomerColumn) -> Bool { columns.required.contains(columns[role]) }
        let outcomes = columns.others.map { TableColumn.required($0, measured) }
        return TableLayout(
            columns: [
                TableColumn(columns[.customer], .name, isRequired: needs(.customer), blank: .missing),
                .required(columns[.segment], .id(.segment)),
                TableColumn(
                    columns[.offer], .id(.offer), isRequired: needs(.offer),
                    demands: [.init(column: columns[.percent], ids: nil, countsWithoutColumn: false)]),
                TableColumn(
                    columns[.percent], .number(NumberRule(NumberRange(0, 100))), isRequired: needs(.percent),
                    demands: demands(columns, grid.several(\.percents), whereAlone: false)),
                TableColumn(columns[.monthlyCap], .number(NumberRule(.positive)), isRequired: needs(.monthlyCap)),
                TableColumn(
                    columns[.months], .number(NumberRule(.positive)), isRequired: needs(.months),
                    demands: demands(columns, grid.several(\.months), whereAlone: grid.hasOneOffer)),
                .required(columns[.value], measured),
                TableColumn(columns[.cost], .number(NumberRule(.notNegative)), isRequired: needs(.cost), blank: .missing),
                TableColumn(columns[.completed], .number(NumberRule(.any, digits: .flag)), isRequired: needs(.completed), blank: .missing),
            ] + outcomes, key: [columns[.customer]], feeds: [])
    }

    /// - Parameters:
    ///   - offers: which a row must not leave open.
    ///   - whereAlone: whether a percent alone says that the only offer was shown.
    private static func demands(_ columns: ExperimentColumns, _ offers: Set<String>, whereAlone: Bool) -> [TableColumn.Demand] {
        guard !offers.isEmpty else { return [] }
        let ofOffer = TableColumn.Demand(column: columns[.offer], ids: offers, countsWithoutColumn: true)
        return whereAlone ? [ofOffer, .init(column: columns[.percent], ids: nil, countsWithoutColumn: true)] : [ofOffer]
    }
}

extension TableLayout.Form {
    /// Rows with one column of their own.
    fileprivate static func single(_ column: String) -> TableLayout.Form {
        TableLayout.Form(
            name: column, ownColumns: [column], requiredColumns: [column], allowedColumns: [column], isOfPoints: false, narrowed: [:])
    }
}

extension ResponseForm {
    fileprivate var layout: TableLayout.Form {
        let isLogistic = self == .logistic
        return TableLayout.Form(
            name: name, ownColumns: ownColumns, requiredColumns: requiredColumns,
            allowedColumns: ownColumns + (self == .table ? [] : ["ceiling"]), isOfPoints: self == .table,
            narrowed: isLogistic ? ["ceiling": .positiveShare] : [:])
    }
}
