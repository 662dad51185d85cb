/// Who holds what of several kits on a day, as known: the audits side by side, in a form for long tables. What
/// recipients that stand alike share is judged once, and a line is three numbers.
package struct HoldingsMatrix: Sendable {
    /// One recipient and copy.
    package struct Line: Sendable, Hashable {
        package let node: Int64
        package let copyNumber: Int
        /// Where among the sheet's judgements that of this copy stands.
        package let judgement: Int
    }

    /// One kit's audit.
    package struct Sheet: Sendable {
        package let kit: KitDefinition
        /// The newest edition that is not withdrawn on the day; nil before the first.
        package let latest: Edition?
        /// No two alike.
        package let judgements: [Judgement]
        /// By copy number, then by copy.
        package let lines: [Line]

        package subscript(line: Line) -> Judgement { judgements[line.judgement] }
    }

    package let day: Day
    package let tree: OrganisationTree
    /// In the order in which the kits were asked for.
    package let sheets: [Sheet]
}
