import TableFiles

/// A Jupyter notebook (nbformat 4.5) without outputs: the same cells are the same bytes.
struct Notebook {
    struct Cell {
        enum Kind: String {
            case markdown, code
        }

        let kind: Kind
        /// A name within the notebook: letters, digits, `-` and `_`, at most 64.
        let id: String
        let tags: [String]
        let source: String

        static func markdown(_ id: String, _ text: String) -> Cell { Cell(kind: .markdown, id: id, tags: [], source: text) }

        static func code(_ id: String, tags: [String] = [], _ source: String) -> Cell {
            Cell(kind: .code, id: id, tags: tags, source: source)
        }
    }

    let cells: [Cell]

    /// - Precondition: cells have ids of their own.
    init(_ cells: [Cell]) {
        precondition(Set(cells.map(\.id)).count == cells.count, "cells have ids of their own")
        self.cells = cells
    }

    var json: JSONValue {
        .members([
            "cells": .array(cells.map(\.json)),
            "metadata": .members([
                "kernelspec": .members([
                    "display_name": .string("Python 3"), "language": .string("python"), "name": .string("python3"),
                ]),
                "language_info": .members(["name": .string("python")]),
            ]), "nbformat": .integer(4), "nbformat_minor": .integer(5),
        ])
    }
}

extension Notebook.Cell {
    fileprivate var json: JSONValue {
        let metadata: [JSONValue.Member] = tags.isEmpty ? [] : [.init("tags", .array(tags.map { .string($0) }))]
        let head: [JSONValue.Member] = [
            .init("cell_type", .string(kind.rawValue)), .init("id", .string(id)), .init("metadata", .object(metadata)),
        ]
        let results: [JSONValue.Member] = kind == .code ? [.init("execution_count", .null), .init("outputs", .array([]))] : []
        return .object(head + results + [.init("source", .array(lines.map { .string($0) }))])
    }

    /// Each with its line break, the last without.
    private var lines: [String] {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { $0 < lines.count - 1 ? $1 + "\n" : String($1) }
    }
}
