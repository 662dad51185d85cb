/// Measures figures and tells them, one line each as soon as it is measured.
struct Report {
    /// A table for a person, the rows of a Markdown table, or one JSON object a line.
    enum Style { case table, markdown, json }

    let style: Style

    /// Prints the figures; false when a goal is missed.
    func run(_ measures: [() throws -> [Figure]]) throws -> Bool {
        switch style {
        case .table: Console.tell(Figure.heading)
        case .markdown: Console.tell(Figure.rowHeading)
        case .json: break
        }
        var isMet = true
        for measure in measures {
            for figure in try measure() {
                Console.tell(try line(figure))
                isMet = isMet && figure.met
            }
        }
        return isMet
    }

    private func line(_ figure: Figure) throws -> String {
        switch style {
        case .table: figure.line
        case .markdown: figure.row
        case .json: try figure.json()
        }
    }
}
