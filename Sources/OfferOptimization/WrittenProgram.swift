package import LinearProgramming
import OfferEconomics
package import OfferModel

/// The whole linear programme as a value, for other solvers and for checks.
extension OptimizationProblem {
    /// The linear programme over all bundles: a column y_gB a group and allowed bundle, the coupling rows, then one row a group.
    ///
    /// - Parameter limit: most columns.
    /// - Returns: nil when there are more bundles.
    package func bundleProgram(at granularity: Scenario.Granularity, limit: Int) throws -> LinearProgram? {
        let problem = GroupedProblem(self, at: granularity)
        guard let listing = BundleListing(of: problem, limit: limit) else { return nil }
        let names = problem.names(at: granularity)
        var program = try LinearProgram(
            sense: .maximize, rows: linearRows + names.map { LinearRow(name: "show:\($0)", upper: reachableShare) })
        for (group, bundles) in listing.bundles.enumerated() {
            for bundle in bundles {
                let (value, uses) = problem.coefficients(of: bundle, for: group)
                try program.appendColumn(
                    LinearColumn(
                        name: "y:\(names[group]):\(bundle.map(variantName).joined(separator: "+"))", objective: value,
                        entries: entries(uses) + [.init(row: rows.count + group, coefficient: 1)]))
            }
        }
        return program
    }

    /// The linear programme in x, the share of each segment shown each variant: exact at granularity `segment` where contacts
    /// are whole numbers and no ceiling can be met, for then the local rules make an integral polytope.
    ///
    /// - Returns: nil where the ceiling of some segment is in play, or a row counts bundles.
    package func variantProgram() throws -> LinearProgram? {
        guard currentParts == nil, !scenario.segments.indices.contains(where: isCeilingInPlay) else { return nil }
        let problem = GroupedProblem(self, at: .segment)
        var program = try LinearProgram(sense: .maximize, rows: linearRows)
        for segment in scenario.segments.indices {
            let id = scenario.segments[segment].id
            let pairs = table.pairs(of: SegmentIndex(segment))
            let contacts = scenario.contacts(of: SegmentIndex(segment))
            let contactRow = try program.appendRow(
                LinearRow(name: "contacts:\(id)", upper: contacts == .max ? .infinity : Double(contacts) * reachableShare))
            var offerRows: [OfferIndex: Int] = [:]
            for pair in pairs {
                let variant = Int(table.variants[pair])
                let offer = scenario.variants[variant].offer
                let offerRow: Int
                if let known = offerRows[offer] {
                    offerRow = known
                } else {
                    offerRow = try program.appendRow(
                        LinearRow(name: "one:\(id):\(scenario.offers[offer].id)", upper: reachableShare))
                    offerRows[offer] = offerRow
                }
                let (value, uses) = problem.coefficients(of: [variant], for: segment)
                try program.appendColumn(
                    LinearColumn(
                        name: "x:\(id):\(variantName(variant))", objective: value,
                        entries: entries(uses) + [
                            .init(row: contactRow, coefficient: 1), .init(row: offerRow, coefficient: 1),
                        ]))
            }
        }
        return program
    }

    /// Coupling rows as people wrote them: ceilings above, floors below; less what showing nothing uses, for which there is no column.
    private var linearRows: [LinearRow] {
        rows.map { row in
            row.sense == .ceiling
                ? LinearRow(name: row.name, upper: row.limit - idleUse(of: row)) : LinearRow(name: row.name, lower: row.limit)
        }
    }

    private func entries(_ uses: [Double]) -> [LinearColumn.Entry] {
        uses.enumerated().filter { $1 != 0 }.map { .init(row: $0, coefficient: $1) }
    }

    private func variantName(_ variant: Int) -> String {
        let cell = scenario.variants[variant]
        let cap = cell.monthlyCap.map { ":\($0)" } ?? ""
        return "\(scenario.offers[cell.offer].id):\(cell.percent.percent)\(cap):\(cell.months)"
    }

    /// Whether the percents of some offers that contacts allow could exceed the headroom of a segment.
    private func isCeilingInPlay(_ segment: Int) -> Bool {
        var largest = [Int](repeating: 0, count: scenario.offers.count)
        for pair in table.pairs(of: SegmentIndex(segment)) {
            let variant = scenario.variants[Int(table.variants[pair])]
            largest[variant.offer.position] = max(largest[variant.offer.position], variant.percent.basisPoints)
        }
        let reachable = largest.sorted(by: >).prefix(scenario.contacts(of: SegmentIndex(segment))).reduce(0, +)
        return !table.pairs(of: SegmentIndex(segment)).isEmpty && reachable > scenario.headroom(of: SegmentIndex(segment))
    }
}

extension GroupedProblem {
    /// The groups' names; a segment's parts are numbered.
    fileprivate func names(at granularity: Scenario.Granularity) -> [String] {
        let names = (0..<grouping.count).map { name(of: $0, at: granularity) }
        guard grouping.weights != nil else { return names }
        var counts: [String: Int] = [:]
        return names.map { name in
            counts[name, default: 0] += 1
            return "\(name)#\(counts[name]!)"
        }
    }

    /// A group's name: its segment, its macro-segment, or the programme.
    func name(of group: Int, at granularity: Scenario.Granularity) -> String {
        let first = base.scenario.segments[grouping.members(of: group).first!]
        return switch granularity {
        case .segment: first.id
        case .macro: first.macro ?? first.id
        case .programme: "programme"
        }
    }
}
