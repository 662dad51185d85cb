import GRDB

/// Reads the rows of a signing sheet: who signed for which copy and who did not, with every mistake marked.
struct SheetReading {
    private struct Signed {
        let row: TableRow
        let code: String
        /// Empty when the row has a mistake.
        let receipts: [NewEvidence]
    }

    private(set) var table: TableImport
    private let terms: SheetTerms
    private var signatures: [Signed] = []
    private var blanks: [(row: TableRow, code: String)] = []
    /// The lines of the copies that were signed for.
    private var lines: [String: Int] = [:]
    /// The codes in the sheet of those who did not sign, once they are checked.
    private(set) var unsigned: [String] = []

    init(_ table: TableImport, _ terms: SheetTerms) {
        self.table = table
        self.terms = terms
        for row in table.table.rows { take(row) }
    }

    /// What was received, in the order of the sheet.
    var rows: [NewEvidence] { signatures.flatMap(\.receipts) }

    /// How many signed.
    var signed: Int { Set(signatures.map { VietnameseText.folded($0.code) }).count }

    // MARK: Reading

    private func field(_ row: TableRow, _ column: SheetColumn) -> String {
        table.field(row, column.rawValue)
    }

    private mutating func fault(
        _ row: TableRow, _ column: SheetColumn, _ code: SatchelError.Code,
        _ arguments: [String: String] = [:]
    ) {
        table.fault(row, column.rawValue, code, arguments)
    }

    private mutating func refuseBlank(_ row: TableRow, _ column: SheetColumn) {
        let text = column.column.text
        fault(row, column, .fieldMissing, ["column": "\(text.vi) / \(text.en)"])
    }

    private mutating func take(_ row: TableRow) {
        let code = field(row, .code)
        guard !(field(row, .person).isEmpty && field(row, .day).isEmpty) else {
            // A line of sums under the table has no code.
            if !code.isEmpty { blanks.append((row, code)) }
            return
        }
        let before = table.faults.all.count
        let receipts = receipts(of: row, code)
        let isWhole = table.faults.all.count == before
        signatures.append(Signed(row: row, code: code, receipts: isWhole ? receipts : []))
    }

    private mutating func receipts(of row: TableRow, _ code: String) -> [NewEvidence] {
        let person = field(row, .person)
        if code.isEmpty { refuseBlank(row, .code) }
        if person.isEmpty { refuseBlank(row, .person) }
        if VietnameseText.isLegacyEncoded(person) {
            fault(row, .person, .legacyEncoding, ["text": person])
        }
        let day = field(row, .day).isEmpty ? terms.day : table.day(row, SheetColumn.day.rawValue)
        if day == nil && field(row, .day).isEmpty { refuseBlank(row, .day) }
        let proof = proof(row)
        let copies = copies(row)
        for copy in copies.copies where !code.isEmpty { refuseTwice(row, code, copy) }
        return copies.copies.map { copy in
            NewEvidence(
                node: code, proof: proof, copy: copy, medium: terms.medium(of: copy, copies.medium),
                happenedOn: day ?? .first, person: person,
                onBehalfOf: table.optional(row, SheetColumn.onBehalfOf.rawValue),
                note: table.optional(row, SheetColumn.note.rawValue))
        }
    }

    private mutating func proof(_ row: TableRow) -> Proof {
        let word = field(row, .proof)
        if word.isEmpty { return terms.proof }
        if let proof = Proof(word: word) { return proof }
        let proofs = Proof.allCases.filter(\.isEntered)
        fault(
            row, .proof, .wordUnknown,
            [
                "word": word,
                "near": VietnameseText.suggestion(for: word, among: proofs.map(\.text.vi)) ?? "",
                "known": proofs.map { "\($0.text.vi) (\($0.word))" }.joined(separator: ", "),
            ])
        return terms.proof
    }

    private mutating func copies(_ row: TableRow) -> SheetCopies {
        let word = field(row, .copy)
        if word.isEmpty { return SheetCopies(copies: [terms.copy], medium: nil) }
        if let copies = SheetCopies(word: word) { return copies }
        fault(row, .copy, .wordUnknown, ["word": word, "near": "", "known": SheetCopies.known])
        return SheetCopies(copies: [], medium: nil)
    }

    private mutating func refuseTwice(_ row: TableRow, _ code: String, _ copy: Copy) {
        let place = "\(copy.word) \(VietnameseText.folded(code))"
        if let line = lines[place] {
            fault(row, .code, .sheetRowTwice, ["node": code, "copy": copy.word, "line": "\(line)"])
        } else {
            lines[place] = row.line
        }
    }

    // MARK: Checking

    /// Which column a mistake is about, when it is not the code.
    private static let places: [SatchelError.Code: Int] = [
        .evidenceInFuture: SheetColumn.day.rawValue, .evidenceBeforeSupply: SheetColumn.day.rawValue,
        .proofNotEntered: SheetColumn.proof.rawValue,
    ]

    /// Marks what the register would refuse.
    /// The nodes it names, as far as they were supplied.
    func nodes(_ db: Database, _ edition: Edition) throws -> Set<Int64> {
        let codes = signatures.map(\.code) + blanks.map(\.code)
        return try EvidenceEntry(db, edition.kit, edition: edition.number, nodes: codes, Known.now.event)
            .nodes(of: codes)
    }

    mutating func check(_ db: Database, _ edition: Edition, today: Day) throws {
        var entry = try EvidenceEntry(
            db, edition.kit, edition: edition.number, nodes: signatures.map(\.code) + blanks.map(\.code),
            Known.now.event)
        for signed in signatures where !signed.code.isEmpty {
            try table.taking(signed.row, columns: SheetReading.places) {
                if signed.receipts.isEmpty { try entry.checkIsSupplied(signed.code) }
                for receipt in signed.receipts { try entry.check(receipt, today: today) }
            }
        }
        var codes = Set(signatures.map { VietnameseText.folded($0.code) })
        for blank in blanks where codes.insert(VietnameseText.folded(blank.code)).inserted {
            do {
                try entry.checkIsSupplied(blank.code)
                unsigned.append(blank.code)
            } catch let error as SatchelError where error.code == .neverIssued {
                // Nobody waits for its signature.
            } catch let error as SatchelError {
                fault(blank.row, .code, error.code, error.arguments)
            }
        }
    }
}

/// A receipt as far as two of them are the same.
struct EnteredReceipt: Hashable {
    private let node: String
    private let person: String
    private let copy: Copy
    private let proof: Proof
    private let day: Day
    private let scan: String?

    init(_ new: NewEvidence, scan: String?) {
        node = VietnameseText.folded(new.node)
        person = VietnameseText.folded(new.person ?? "")
        copy = new.copy
        proof = new.proof
        day = new.happenedOn
        self.scan = scan
    }

    init(_ row: Evidence, scan: String?) {
        node = VietnameseText.folded(row.node)
        person = VietnameseText.folded(row.person ?? "")
        copy = row.copy
        proof = row.proof
        day = row.happenedOn
        self.scan = scan
    }
}
