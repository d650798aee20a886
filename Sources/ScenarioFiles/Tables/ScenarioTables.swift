package import OfferModel
package import TableFiles

/// The tables of a scenario as they were read: all that data checks look at.
package struct ScenarioTables: Sendable {
    /// A segment or macro-segment that scenario.yaml names, and the tables must therefore have.
    package struct NamedSegments: Sendable {
        package let isMacro: Bool
        package let id: String
        package let location: SourceLocation
        /// The key's way: `exclusions[2].segment`.
        package let path: String
    }

    /// A late table and the factors that it makes less certain.
    package struct Widening: Sendable, Equatable {
        package let table: String
        package let factors: [Factor]
        package let daysLate: Int
        /// k
        package let lagsLate: Double
        /// sqrt(1 + k)
        package let multiplier: Double
    }

    /// A standard deviation that scenario.yaml states of a factor that is less certain than stated.
    package struct WidenedDeviation: Sendable, Equatable {
        /// The key's way: `uncertainty.segment_sd.uptake`.
        package let path: String
        package let stated: Double
        /// What draws take.
        package let used: Double
    }

    package let name: String
    package let asOf: CalendarDay?
    /// In the schema's order.
    package let tables: [TableInput]
    package let offers: [String]
    package let assets: [String]
    /// Of the ladder, from lowest to highest; none without one.
    package let levels: [String]
    /// Who may have to pay for points.
    package let payers: Set<String>
    /// Partners outside the coalition, which have no value terms.
    package let externalAssets: Set<String>
    package let named: [NamedSegments]

    /// All deviations that `widenings` make larger, in the order of the factors.
    package let widenedDeviations: [WidenedDeviation]

    /// Tables that are late and hold inputs of factors.
    package var widenings: [Widening] { Self.widenings(of: tables) }

    private static func widenings(of tables: [TableInput]) -> [Widening] {
        tables.compactMap { table in
            guard let age = table.age, age.lagsLate > 0, !table.feeds.isEmpty else { return nil }
            return Widening(
                table: table.key, factors: table.feeds, daysLate: age.daysLate ?? 0, lagsLate: age.lagsLate, multiplier: age.widening)
        }
    }

    /// What each factor's standard deviations are multiplied by: 1 in time; of several late tables the latest counts.
    package var multipliers: FactorValues { Self.multipliers(of: tables) }

    private static func multipliers(of tables: [TableInput]) -> FactorValues {
        let widenings = widenings(of: tables)
        return FactorValues { factor in widenings.filter { $0.factors.contains(factor) }.map(\.multiplier).max() ?? 1 }
    }
}

extension ScenarioTables {
    init(root: TreeNode, reading: TableReading, references: [SchemaValidator.Reference]) {
        let declared = Declared(in: root)
        let asOf = root.text("as_of").flatMap(CalendarDay.init)
        name = root.text("name") ?? ""
        self.asOf = asOf
        offers = declared.offers.filter { !$0.isEmpty }
        assets = declared.assets.filter { !$0.isEmpty }
        externalAssets = Set(zip(declared.assets, declared.isExternal).filter(\.1).map(\.0))
        levels = declared.levels.filter { !$0.isEmpty }
        payers = Set(assets).subtracting(externalAssets).union([ScenarioRules.programmeID])
        let experiment = ExperimentColumns(in: root)
        let grid = ExperimentGrid(in: root)
        let expiryMonths = root["programme"]?.integer("points_expire_after_months")
        named = references.filter { [.segment, .macro].contains($0.kind) }.map {
            NamedSegments(isMacro: $0.kind == .macro, id: $0.id, location: $0.location, path: $0.path.description)
        }
        let tables = (root["tables"]?.entries ?? []).compactMap { entry -> TableInput? in
            guard let role = InputFile.Role(rawValue: entry.key), let parsed = reading.parsed[role] else { return nil }
            let date = entry.value.text("business_date").flatMap(CalendarDay.init)
            let lag = entry.value.integer("lag_days")
            let missing = [("as_of", asOf == nil), ("business_date", date == nil), ("lag_days", lag == nil)]
            return TableInput(
                key: entry.key, place: entry.value.location, file: parsed.file,
                layout: TableLayout.layout(
                    of: role, hasLevels: !declared.levels.isEmpty, expiryMonths: expiryMonths, experiment: experiment, grid: grid),
                table: parsed.table,
                problems: parsed.problems, problemCount: parsed.problemCount, previous: reading.previous[role],
                age: asOf.flatMap { asOf in date.map { TableAge(businessDate: $0, asOf: asOf, lagDays: lag) } },
                missingDates: missing.filter(\.1).map(\.0))
        }
        self.tables = tables
        widenedDeviations = Self.widenedDeviations(in: root["uncertainty"], by: Self.multipliers(of: tables))
    }

    private static func widenedDeviations(in node: TreeNode?, by multipliers: FactorValues) -> [WidenedDeviation] {
        Factor.allCases.filter { multipliers[$0] > 1 }.flatMap { factor in
            ["", "segment_sd.", "offer_sd."].compactMap { group -> WidenedDeviation? in
                let holder = group.isEmpty ? node : node?[String(group.dropLast())]
                guard let stated = holder?.number(factor.rawValue), stated > 0 else { return nil }
                return WidenedDeviation(
                    path: "uncertainty.\(group)\(factor.rawValue)", stated: stated, used: stated * multipliers[factor])
            }
        }
    }
}
