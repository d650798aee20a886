extension PageTree {
    /// The body of a table: the number behind each cell where there is one, and its text.
    func table(_ id: String) -> [[(text: String, number: Double?)]]? {
        all("table").first { $0.attributes["id"] == id }.map { table in
            table.all("tbody")[0].children.map { row in
                row.children.map { ($0.text, $0.attributes["data-value"].flatMap(Double.init)) }
            }
        }
    }
}
