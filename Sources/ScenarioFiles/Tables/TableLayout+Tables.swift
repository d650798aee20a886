import OfferModel

/// The layouts of the three tables (design: files.md).
extension TableLayout {
    /// nil for a table whose columns nobody has described: only its date and its form as a file can be checked.
    package static func layout(of role: InputFile.Role) -> TableLayout? {
        switch role {
        case .segments: segments
        case .responses: responses
        case .values: values
        default: nil
        }
    }

    private static let segments = TableLayout(
        columns: [
            .required("segment", .declaredID),
            TableColumn("macro", .text),
            .required("customers", .number(NumberRule(.notNegative, plausible: .positive))),
            .required("monthly_spend", .number(NumberRule(.notNegative, plausible: .positive))),
            .required("spend_cv", .number(NumberRule(.notNegative, plausible: NumberRange(nil, 5)))),
            .required("monthly_redemption", .number(NumberRule(.share, plausible: .positive))),
            .required("base_percent", .number(NumberRule(.notNegative, plausible: NumberRange(nil, 50), isPercent: true))),
            TableColumn("contacts", .number(NumberRule(NumberRange(0, 1_000_000), isWhole: true))),
            TableColumn("spend_lift", .number(NumberRule(.notNegative, plausible: NumberRange(nil, 10)))),
            TableColumn("spend_persistence", .number(NumberRule(.share))),
            TableColumn("fraud_multiplier", .number(NumberRule(.notNegative, plausible: NumberRange(nil, 100)))),
            TableColumn("completed", .ids(.offer)),
        ], key: ["segment"], hasWideValues: true, feeds: [.spend, .redemption])

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
        ], key: ["segment", "offer"], forms: ResponseForm.allCases.map(\.layout), feeds: [.uptake])

    private static let values = TableLayout(
        columns: [
            .required("segment", .id(.segmentKey)),
            .required("offer", .id(.offer)),
            .required("asset", .id(.asset)),
            TableColumn("value_now", .number(NumberRule(.any)), isRequired: true, blank: .doubtful),
            TableColumn("value_if_completed", .number(NumberRule(.any)), isRequired: true, blank: .doubtful),
        ], key: ["segment", "offer", "asset"], mayBeEmpty: true, feeds: [.value])
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
