import Testing

/// One page for each kind of run, made once for all tests.
enum PageKind: String, CaseIterable {
    case launch = "coalition-launch"
    case journey = "complete-journey"
    case ladder = "household-ladder"
    case single
    case currentPlan = "current-plan"
    case nastyNames = "nasty-names"
    case infeasible

    var page: PageCase {
        get throws { try Self.pages[self]!.get() }
    }

    private static let pages = Dictionary(uniqueKeysWithValues: allCases.map { kind in (kind, Result { try kind.made() }) })

    private func made() throws -> PageCase {
        switch self {
        case .launch: try PageCase(rawValue, in: PageCase.shipped(rawValue), draws: 1_000)
        case .journey, .ladder: try PageCase(rawValue, in: PageCase.shipped(rawValue))
        case .single: try PageCase(rawValue, in: PageCase.shipped("coalition-launch"), overrides: ["mode=single", "returns=null"])
        case .currentPlan: try PageCase(rawValue, in: ChangedScenario.current())
        case .nastyNames: try PageCase(rawValue, in: ChangedScenario.names())
        case .infeasible: try PageCase(rawValue, in: PageCase.reference("tight-infeasible-20"))
        }
    }
}
