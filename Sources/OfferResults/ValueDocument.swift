package import OfferLearning
package import OfferModel
import TableFiles

/// What the ladder model says of a scenario's customers: the value of every level, where they go, what each rung is worth
/// (model.md section 12). Money in currency units a customer.
package struct ValueDocument: Sendable {
    package let identity: ResultDocument.ScenarioIdentity
    package let provenance: Provenance
    package let warnings: [ResultDocument.Warning]
    package let ladder: Ladder
    package let scenario: Scenario
    package let chains: [LadderChain]
    package let rungs: [Rung]
    package let groups: [LadderGroup]

    /// A step that an offer makes, for all segments that may be shown it and make the same one.
    package struct Rung: Sendable {
        package let offer: OfferIndex
        package let climb: LadderValues.Climb
        package let segments: [SegmentIndex]
        package let customers: Double
        /// v0 and v1 of all assets together.
        package let valueNow: Double
        package let valueIfCompleted: Double
        package let standardError: Double
        /// The standard error in shares of the change's size: the deviation that the value factor is drawn with.
        package let relativeError: Double
    }

    /// - Parameters:
    ///   - values: of the scenario.
    ///   - scenario: with the ladder's values filled in.
    package init(
        _ values: LadderValues, ladder: Ladder, scenario: Scenario, identity: ResultDocument.ScenarioIdentity, provenance: Provenance,
        warnings: [ResultDocument.Warning]
    ) {
        self.identity = identity
        self.provenance = provenance
        self.warnings = warnings
        self.ladder = ladder
        self.scenario = scenario
        chains = values.chains.map { LadderChain($0.chain, $0.solution, ladder: ladder, scenario: scenario) }
        rungs = Self.rungs(values, scenario)
        groups = LadderGroup.all(values, ladder: ladder, scenario: scenario)
    }

    /// Open pairs that take their values from the ladder, those of the same step together.
    private static func rungs(_ values: LadderValues, _ scenario: Scenario) -> [Rung] {
        let eligibility = Eligibility(of: scenario)
        return scenario.offers.entityIndices.flatMap { offer -> [Rung] in
            var segments: [LadderValues.Climb: [SegmentIndex]] = [:]
            for segment in scenario.segments.entityIndices where eligibility.closure(of: offer, to: segment) == nil {
                guard scenario.levelValues?.areFilledIn(segment, offer) ?? false else { continue }
                if let climb = values.climb(segment, offer) { segments[climb, default: []].append(segment) }
            }
            return segments.sorted { $0.key < $1.key }.compactMap { climb, segments in
                values.solution(of: segments[0]).map { solution in
                    Rung(
                        offer: offer, climb: climb, segments: segments,
                        customers: segments.reduce(0) { $0 + scenario.segments[$1].customers }, valueNow: solution.total(climb.from),
                        valueIfCompleted: solution.total(climb.to),
                        standardError: solution.standardError(from: climb.from, to: climb.to),
                        relativeError: solution.relativeError(from: climb.from, to: climb.to))
                }
            }
        }
    }

    /// Root mean square of the relative errors over the customers whose value a step changes: what to state as the value factor's deviation
    /// where the values are taken out of the model; nil where nothing changes or the transitions are known.
    package var recommendedDeviation: Double? {
        let changing = rungs.filter { $0.climb.from != $0.climb.to }
        let customers = changing.reduce(0) { $0 + $1.customers }
        let squares = changing.reduce(0) { $0 + $1.customers * $1.relativeError * $1.relativeError }
        return customers > 0 && squares > 0 ? (squares / customers).squareRoot() : nil
    }

    /// Where to state it: errors of values that all rest on the same counts are common to everybody.
    package var recommendedKey: String {
        Set(rungs.map(\.climb.chain.transitions)).count > 1 ? "uncertainty.segment_sd.value" : "uncertainty.value"
    }

    /// values.csv: every pair that has a value, from a table or from the ladder, as `optimize` takes it.
    package var csv: [UInt8] {
        var writer = CSVWriter(header: ["segment", "offer", "asset", "value_now", "value_if_completed"])
        for segment in scenario.segments.entityIndices {
            for offer in scenario.offers.entityIndices where scenario.values.isStated(segment, offer) {
                for asset in scenario.assets.entityIndices where !scenario.assets[asset].isExternal {
                    let step = scenario.values[segment, offer, asset]
                    guard step.now != 0 || step.ifCompleted != 0 else { continue }
                    writer.append([
                        scenario.segments[segment].id, scenario.offers[offer].id, scenario.assets[asset].id, "\(step.now)",
                        "\(step.ifCompleted)",
                    ])
                }
            }
        }
        return writer.bytes
    }
}
