package import OfferModel
import OfferStress

extension Stress {
    /// What the stress moves, in words; shifts of probabilities are in log odds.
    package var changesText: String {
        func shift(_ name: String, _ value: Double) -> String? {
            value == 0 ? nil : "\(name) \(value > 0 ? "+" : "")\(AmountText.trimmed(value, decimals: 4)) in log odds"
        }
        func factor(_ name: String, _ value: Double) -> String? {
            value == 1 ? nil : "\(name) times \(AmountText.trimmed(value, decimals: 4))"
        }
        let changes = [
            shift("uptake", uptake), factor("spend", spend), shift("redemption", redemption), factor("fraud", fraud),
            factor("change of value", value),
        ].compactMap(\.self)
        return changes.isEmpty ? "no change" : changes.joined(separator: ", ")
    }

    /// The id and what it moves.
    var lines: [String] { "\(id): \(changesText).".wrapped(firstIndent: "  ", indent: "    ") }

    /// The stresses that every plan is put under, for help pages.
    package static var libraryText: String { library.flatMap(\.lines).joined(separator: "\n") }
}
