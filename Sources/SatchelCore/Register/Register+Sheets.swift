import GRDB

// Signing sheets: whom an edition is to be signed for by, and a whole sheet entered at once.
extension Register {
    /// The sheet on which the recipients of an edition that are there on a day can sign; of the newest edition when
    /// `number` is nil.
    /// - Throws: `kitUnknown`, `editionUnknown`, `signersMissing`.
    package func signingSheet(of slug: String, edition number: Int? = nil, on day: Day) throws -> SigningSheet
    {
        let edition = try edition(of: slug, number: number)
        return try read { db in
            let tree = try Register.organisation(db, on: day, .now)
            let holders = try Register.holders(db, on: day, .now)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.node_id, r.copy_number FROM transmittal t JOIN recipient r ON r.id = t.recipient_id
                    WHERE r.kit_id = ? AND t.edition_number = ? AND t.closed IS NULL AND t.supplied_on <= ?
                    """, arguments: [edition.kitID, edition.number, day.number])
            let lines = rows.compactMap { row -> SigningSheet.Line? in
                guard sight.has(row[0] as Int64), let node = tree[row[0]] else { return nil }
                return SigningSheet.Line(
                    node: node, copyNumber: row[1], person: holders[node.id]?.first?.person)
            }
            guard !lines.isEmpty else {
                throw SatchelError(
                    .signersMissing, ["kit": slug, "edition": "\(edition.number)", "day": day.office])
            }
            return SigningSheet(
                kit: try Register.kit(db, slug).definition, edition: edition, on: day, lines: lines,
                tree: tree)
        }
    }

    /// Records a signing sheet that somebody filled in, all rows or none: rows with neither person nor day did not
    /// sign, and what the register has already is not recorded again.
    /// - Throws: `faultsInFile` with every mistake, `sheetEmpty`, `kitUnknown`, `editionUnknown`, and what
    ///   `BlobStore.ingest` throws.
    package func enter(
        sheet bytes: [UInt8], file: String, of slug: String, edition number: Int? = nil,
        terms: SheetTerms = SheetTerms(), scan: Scan? = nil, in store: BlobStore, by actor: Actor
    ) throws -> SheetOutcome {
        let edition = try edition(of: slug, number: number)
        var sheet = SheetReading(
            try TableImport(bytes, file: file, columns: SheetColumn.allCases.map(\.column)), terms)
        let present = try read { db in
            try Register.refuseOutside(
                try sheet.nodes(db, edition), "evidence.record", of: actor, on: clock.today, db)
            try sheet.check(db, edition, today: clock.today)
            // With its scan, and without for a sheet that comes without one.
            return Set(
                try Register.evidence(db, kit: edition.kitID, edition: edition.number, .now).flatMap { row in
                    [EnteredReceipt(row, scan: nil), EnteredReceipt(row, scan: row.scan)]
                })
        }
        try sheet.table.faults.throwIfAny(file: file)
        if sheet.rows.isEmpty { throw SatchelError(.sheetEmpty, ["file": file]) }
        let hash = scan.map { BlobStore.sha256($0.bytes) }
        let new = sheet.rows.filter { !present.contains(EnteredReceipt($0, scan: hash)) }
        if !new.isEmpty {
            try enter(
                new, of: slug, edition: edition.number, scan: scan, in: store, by: actor,
                detail: ["sheet": file, "sheetSha256": BlobStore.sha256(bytes)])
        }
        return SheetOutcome(
            edition: edition, signed: sheet.signed, recorded: new.count, known: sheet.rows.count - new.count,
            unsigned: sheet.unsigned)
    }
}
