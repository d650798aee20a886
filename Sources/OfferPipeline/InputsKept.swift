import ScenarioFiles
import TableFiles

extension ScenarioReading {
    /// - Parameter option: which names the file to write; nil for a path that is not written to.
    /// - Throws: `InvalidInput` where what is to be written would replace a file that the scenario was read from.
    func refuseToReplaceInput(_ path: String?, option: String) throws {
        guard let path, let input = inputs.first(where: { SameFile.areSame($0.name, path) }) else { return }
        throw InvalidInput(
            "output-is-input", option: option, "\(input.name) is an input of the scenario, which the output would replace",
            help: "name another file")
    }
}

extension ScenarioStage {
    /// - Throws: `InvalidInput` where what is to be written would replace a file that the scenario was read from.
    package func refuseToReplaceInput(_ path: String?, option: String) throws {
        try reading.refuseToReplaceInput(path, option: option)
    }
}
