import OfferModel
import ScenarioFiles
import TableFiles

/// What a scenario may ask for that this version does not do yet. An answer that ignored it would be wrong without a word, so the
/// scenario is refused.
enum UnsupportedFeatures {
    static func refusals(of scenario: Scenario, resolved: ResolvedScenario) -> [Diagnostic] {
        func refusal(_ key: String, _ what: String, help: String) -> Diagnostic {
            .error("not-yet-supported", at: resolved.root.origin(of: key).location, "\(what) is not supported in this version", help: help)
        }
        var refusals: [Diagnostic] = []
        if scenario.mode == .single {
            refusals.append(refusal("mode", "mode single", help: "use `mode: split`, or `--set mode=split`"))
        }
        if scenario.maxChangedShare != nil {
            refusals.append(
                refusal("max_changed_share", "a limit on changed offers", help: "leave it out, or `--set max_changed_share=null`"))
        }
        return refusals
    }
}

extension ResolvedValue {
    /// Who states a top-level key.
    func origin(of key: String) -> Origin {
        guard case .mapping(let entries) = content, let entry = entries.first(where: { $0.key == key }) else { return origin }
        return entry.value.origin
    }
}
