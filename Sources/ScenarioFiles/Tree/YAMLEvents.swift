internal import CYaml
import TableFiles

/// The events of a YAML stream, one at a time, so that a document can be refused before anything is built from it.
///
/// Yams hides its own events, so this talks to the libyaml inside it (docs/decisions/0003-yaml-aliases.md). No C type leaves this file.
struct YAMLEvent {
    enum Kind {
        case documentStart
        case alias
        case scalar(TreeScalar)
        case listStart, listEnd
        case mappingStart, mappingEnd
        case other
    }

    let kind: Kind
    let hasAnchor: Bool
    let tag: String?
    /// 1-based.
    let line: Int
    let column: Int
}

/// Why libyaml gave up.
struct YAMLSyntaxError: Error {
    let problem: String
    let context: String?
    /// 1-based; nil where only the byte offset is known.
    let place: (line: Int, column: Int)?
    let offset: Int
}

extension YAMLEvent {
    /// Calls `body` with each event in turn until it returns false or the stream ends.
    static func forEach(in text: ArraySlice<UInt8>, _ body: (YAMLEvent) -> Bool) throws(YAMLSyntaxError) {
        let failure: YAMLSyntaxError? = text.withUnsafeBufferPointer { bytes in
            var parser = yaml_parser_t()
            guard yaml_parser_initialize(&parser) == 1 else { return .init(problem: "out of memory", context: nil, place: nil, offset: 0) }
            defer { yaml_parser_delete(&parser) }
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            while true {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else { return YAMLSyntaxError(parser) }
                defer { yaml_event_delete(&event) }
                if event.type == YAML_STREAM_END_EVENT || !body(YAMLEvent(event)) { return nil }
            }
        }
        if let failure { throw failure }
    }

    private init(_ event: yaml_event_t) {
        line = Int(event.start_mark.line) + 1
        column = Int(event.start_mark.column) + 1
        let data = event.data
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: (kind, hasAnchor, tag) = (.documentStart, false, nil)
        case YAML_ALIAS_EVENT: (kind, hasAnchor, tag) = (.alias, false, nil)
        case YAML_SCALAR_EVENT:
            let bytes = UnsafeBufferPointer(start: data.scalar.value, count: Int(data.scalar.length))
            let text = String(decoding: bytes, as: UTF8.self)
            kind = .scalar(TreeScalar(text: text, isPlain: data.scalar.style == YAML_PLAIN_SCALAR_STYLE))
            (hasAnchor, tag) = (data.scalar.anchor != nil, Self.text(data.scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            (kind, hasAnchor, tag) = (.listStart, data.sequence_start.anchor != nil, Self.text(data.sequence_start.tag))
        case YAML_SEQUENCE_END_EVENT: (kind, hasAnchor, tag) = (.listEnd, false, nil)
        case YAML_MAPPING_START_EVENT:
            (kind, hasAnchor, tag) = (.mappingStart, data.mapping_start.anchor != nil, Self.text(data.mapping_start.tag))
        case YAML_MAPPING_END_EVENT: (kind, hasAnchor, tag) = (.mappingEnd, false, nil)
        default: (kind, hasAnchor, tag) = (.other, false, nil)
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}

extension YAMLSyntaxError {
    fileprivate init(_ parser: yaml_parser_t) {
        problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
        context = parser.context.map { String(cString: $0) }
        let isReader = parser.error == YAML_READER_ERROR
        place = isReader ? nil : (Int(parser.problem_mark.line) + 1, Int(parser.problem_mark.column) + 1)
        offset = Int(parser.problem_offset)
    }
}
