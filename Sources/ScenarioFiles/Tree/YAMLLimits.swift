/// How large a scenario.yaml may be. People write these files: far above what they write, far below what could hurt.
enum YAMLLimits {
    static let fileBytes = 4 << 20
    static let depth = 32
    static let nodes = 100_000
}
