import ScenarioFiles
import TableFiles

extension InvalidInput {
    /// - Parameters:
    ///   - path: to be written to; nil for nothing.
    ///   - option: which names it.
    /// - Throws: where what is to be written would replace one of the inputs, under whatever name.
    package static func refuseToReplaceInput(_ path: String?, among inputs: [String], option: String) throws(InvalidInput) {
        guard let path, let input = inputs.first(where: { SameFile.areSame($0, path) }) else { return }
        throw InvalidInput(
            "output-is-input", option: option, "\(input) is an input, which the output would replace", help: "name another file")
    }
}

extension ScenarioReading {
    /// - Parameter option: which names the file to write; nil for a path that is not written to.
    /// - Throws: `InvalidInput` where what is to be written would replace a file that the scenario was read from.
    func refuseToReplaceInput(_ path: String?, option: String) throws {
        try InvalidInput.refuseToReplaceInput(path, among: inputs.map(\.name), option: option)
    }
}

extension ScenarioStage {
    /// - Throws: `InvalidInput` where what is to be written would replace a file that the scenario was read from.
    package func refuseToReplaceInput(_ path: String?, option: String) throws {
        try reading.refuseToReplaceInput(path, option: option)
    }
}
