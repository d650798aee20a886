/// Tables as Parquet files: plainly encoded, not compressed, every value optional; what pandas, DuckDB and Spark read.
package enum ParquetFile {
    private static let magic = Array("PAR1".utf8)
    private static let optional: Int32 = 1
    private static let plain: Int32 = 0
    private static let runLengths: Int32 = 3
    private static let utf8: Int32 = 0

    private struct Chunk {
        let offset: Int
        let size: Int
        let rows: Int
    }

    /// The bytes of a file; the same for the same columns.
    ///
    /// - Parameters:
    ///   - columns: at least one, with names of their own and values for the same number of rows. The bytes of one column within a group of
    ///     rows stay below 2 GiB.
    ///   - groupRows: rows that are kept together.
    package static func bytes(of columns: [TypedColumn], groupRows: Int = 1 << 17) -> [UInt8] {
        let rowCount = columns.first?.values.count ?? 0
        precondition(!columns.isEmpty && columns.allSatisfy { $0.values.count == rowCount }, "columns have equally many rows")
        precondition(Set(columns.map(\.name)).count == columns.count, "columns have names of their own")
        var bytes = magic
        let groups = stride(from: 0, to: rowCount, by: groupRows).map { start in
            columns.map { append($0, rows: start..<min(start + groupRows, rowCount), to: &bytes) }
        }
        let footer = footer(of: columns, groups: groups, rowCount: rowCount)
        bytes.append(contentsOf: footer)
        bytes.append(littleEndian: UInt32(footer.count))
        return bytes + magic
    }

    /// One column of a group of rows, as a single page.
    private static func append(_ column: TypedColumn, rows: Range<Int>, to bytes: inout [UInt8]) -> Chunk {
        let offset = bytes.count
        let (isThere, values) = column.values.page(of: rows)
        let levels = levels(isThere)
        let size = Int32(4 + levels.count + values.count)
        var header = ThriftWriter()
        header.field(1, Int32(0))
        header.field(2, size)
        header.field(3, size)
        header.field(5) { page in
            page.field(1, Int32(rows.count))
            page.field(2, plain)
            page.field(3, runLengths)
            page.field(4, runLengths)
        }
        header.end()
        bytes.append(contentsOf: header.bytes)
        bytes.append(littleEndian: UInt32(levels.count))
        bytes.append(contentsOf: levels)
        bytes.append(contentsOf: values)
        return Chunk(offset: offset, size: bytes.count - offset, rows: rows.count)
    }

    /// Runs of rows that have a value, or have none: twice the length, then 1 or 0.
    private static func levels(_ isThere: [Bool]) -> [UInt8] {
        var bytes: [UInt8] = []
        var start = 0
        while start < isThere.count {
            let end = isThere[start...].firstIndex { $0 != isThere[start] } ?? isThere.count
            bytes.append(varint: UInt64(end - start) << 1)
            bytes.append(isThere[start] ? 1 : 0)
            start = end
        }
        return bytes
    }

    private static func footer(of columns: [TypedColumn], groups: [[Chunk]], rowCount: Int) -> [UInt8] {
        var footer = ThriftWriter()
        footer.field(1, Int32(1))
        footer.field(2, list: [nil] + columns.map(Optional.some)) { column, element in
            guard let column else {
                element.field(4, "table")
                element.field(5, Int32(columns.count))
                return
            }
            element.field(1, column.values.physicalType)
            element.field(3, optional)
            element.field(4, column.name)
            guard column.values.isText else { return }
            element.field(6, utf8)
            element.field(10) { $0.field(1) { _ in } }
        }
        footer.field(3, Int64(rowCount))
        footer.field(4, list: groups) { chunks, group in
            group.field(1, list: Array(zip(columns, chunks))) { pair, chunk in
                chunk.field(2, Int64(pair.1.offset))
                chunk.field(3) { meta in describe(pair.0, pair.1, in: &meta) }
            }
            group.field(2, Int64(chunks.reduce(0) { $0 + $1.size }))
            group.field(3, Int64(chunks.first?.rows ?? 0))
        }
        footer.field(6, "offerbench")
        footer.end()
        return footer.bytes
    }

    private static func describe(_ column: TypedColumn, _ chunk: Chunk, in meta: inout ThriftWriter) {
        meta.field(1, column.values.physicalType)
        meta.field(2, list: [plain, runLengths])
        meta.field(3, list: [column.name])
        meta.field(4, Int32(0))
        meta.field(5, Int64(chunk.rows))
        meta.field(6, Int64(chunk.size))
        meta.field(7, Int64(chunk.size))
        meta.field(9, Int64(chunk.offset))
    }
}
