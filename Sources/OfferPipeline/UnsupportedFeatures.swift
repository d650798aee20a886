import OfferModel
import OfferOptimization
import ScenarioFiles
import TableFiles

/// What a scenario may ask for that this version does not do yet. An answer that ignored it would be wrong without a word, so the
/// scenario is refused.
enum UnsupportedFeatures {
    /// Each takes a row of the master programme, which is made for tens.
    private static let mostCrowdedSegments = 100

    static func refusals(of scenario: Scenario, resolved: ResolvedScenario) -> [Diagnostic] {
        func refusal(_ key: String, _ what: String, help: String) -> Diagnostic {
            .error("not-yet-supported", at: resolved.root.origin(of: key).location, "\(what) is not supported in this version", help: help)
        }
        var refusals: [Diagnostic] = []
        if scenario.mode == .single && !scenario.tailBudgets.isEmpty {
            refusals.append(
                refusal(
                    "mode", "mode single with tail budgets",
                    help: "use `mode: split`, or leave tail budgets out with `--set tail_budgets=null`"))
        }
        if scenario.maxChangedShare != nil {
            let help = "leave the limit out with `--set max_changed_share=null`"
            if scenario.granularity != .segment {
                refusals.append(
                    refusal(
                        "max_changed_share", "a limit on changed offers at granularity \(scenario.granularity.rawValue)",
                        help: "use `granularity: segment`, or \(help)"))
            }
            if scenario.mode == .single {
                refusals.append(
                    refusal("max_changed_share", "a limit on changed offers with mode single", help: "use `mode: split`, or \(help)"))
            }
            let crowded = CurrentParts(of: scenario)?.crowded.count ?? 0
            if crowded > mostCrowdedSegments {
                refusals.append(
                    refusal(
                        "max_changed_share",
                        "a limit on changed offers where several bundles of \(crowded) segments leave less than the holdout",
                        help: "say in current_plan who is held out by lowering those shares, or \(help)"))
            }
        }
        return refusals
    }
}

extension ScenarioStage {
    /// Refuses what only a plan that may split segments, and change any customer's offers, has an answer to.
    ///
    /// - Parameter command: whose question it is.
    func refuseWholeBundlesAndSteadiness(_ command: String) throws {
        func refusal(_ key: String, _ what: String, _ free: String) -> Diagnostic {
            .error(
                "not-yet-supported", at: location(ofKey: key), "`\(command)` does not know \(what) in this version",
                help: "ask about the plan that is free of it with --set \(free)")
        }
        var refusals: [Diagnostic] = []
        if scenario.mode == .single { refusals.append(refusal("mode", "mode single", "mode=split")) }
        if scenario.maxChangedShare != nil {
            refusals.append(refusal("max_changed_share", "a limit on changed offers", "max_changed_share=null"))
        }
        guard refusals.isEmpty else { throw InvalidInput(diagnostics: refusals) }
    }
}

extension ResolvedValue {
    /// Who states a top-level key.
    func origin(of key: String) -> Origin {
        guard case .mapping(let entries) = content, let entry = entries.first(where: { $0.key == key }) else { return origin }
        return entry.value.origin
    }
}
