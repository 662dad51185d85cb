import Foundation
import GRDB

/// Writes one decision's changes of nodes, lineage, holders, accounts and kits' owners.
struct ReorganisationEntry {
    /// The tables a decision writes, and the columns of their rows that a reversal records again.
    static let reversible: [(table: String, columns: String)] = [
        ("node_version", "node_id, name, kind, parent_id, official_code, from_day, to_day"),
        (
            "node_lineage",
            "predecessor_id, successor_id, on_day, decision, reorganisation_id, takes_copies"
        ),
        ("holder", "node_id, person, role, phone, email, chat, from_day, to_day"),
        ("account", "name, role, node_id, from_day, to_day"),
        ("kit_owner", "kit_id, node_id, from_day, to_day"),
    ]

    private let db: Database
    private let decision: NewReorganisation
    private let event: Int64
    private(set) var outcome = ReorganisationOutcome()
    /// The nodes it is about.
    private(set) var touched: Set<Int64> = []
    private var lineage: [(predecessor: Int64, successor: Int64)] = []

    init(_ db: Database, _ decision: NewReorganisation, _ event: Int64) {
        self.db = db
        self.decision = decision
        self.event = event
    }

    /// Writes what the draft has to write since it was last written.
    mutating func write(_ draft: inout OrganisationDraft) throws {
        let json = String(decoding: try JSONEncoder.stable.encode(decision), as: UTF8.self)
        try db.cachedStatement(
            sql: """
                INSERT INTO reorganisation (kind, decision, decided_on, effective_on, entered, recorded)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            decision.kind.rawValue, decision.decision, decision.decidedOn.number, decision.effectiveOn.number,
            json,
            event,
        ])
        let id = db.lastInsertedRowID
        for case .begin(let node, let code) in draft.steps {
            try db.cachedStatement(sql: "INSERT INTO node (code, recorded) VALUES (?, ?)")
                .execute(arguments: [code, event])
            draft.settle(new: node, as: db.lastInsertedRowID)
        }
        let before = decision.effectiveOn.advanced(by: -1)
        for step in draft.steps {
            switch step {
            case .begin: break
            case .close(let row): try close("node_version", row)
            case .add(let version): try add(version, &draft)
            case .succeed(let predecessor, let successor, let takes):
                lineage.append((predecessor, successor))
                touched.formUnion([predecessor, successor])
                try db.cachedStatement(
                    sql: """
                        INSERT INTO node_lineage (predecessor_id, successor_id, on_day, decision, reorganisation_id,
                            takes_copies, recorded) VALUES (?, ?, ?, ?, ?, ?, ?)
                        """
                ).execute(arguments: [
                    predecessor, successor, decision.effectiveOn.number, decision.decision, id, takes, event,
                ])
            }
        }
        for code in outcome.ended {
            let node = try draft.node(code)
            try end("holder", of: node, on: decision.effectiveOn, handTo: [])
            let successors = lineage.filter { $0.predecessor == node }.map(\.successor)
            try end("account", of: node, on: decision.effectiveOn, handTo: successors)
            try end("kit_owner", of: node, on: decision.effectiveOn, handTo: successors)
        }
        try appointSecretaries(draft)
        outcome.clashes = draft.clashes(
            of: outcome.begun.compactMap { draft.known($0) }, on: decision.effectiveOn)
        outcome.begun = outcome.begun.filter { code in
            draft.known(code).map { draft.version(of: $0, on: before) == nil } ?? false
        }
        draft.clearSteps()
    }

    private mutating func add(_ version: OrganisationDraft.Version, _ draft: inout OrganisationDraft) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO node_version (node_id, name, kind, parent_id, official_code, from_day, to_day, recorded)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            version.node, version.name, version.kind, version.parent, version.officialCode,
            version.from.number,
            version.to?.number, event,
        ])
        draft.settle(row: db.lastInsertedRowID, of: version, event: event)
        touched.insert(version.node)
        let code = draft.code(version.node)
        if version.from == decision.effectiveOn {
            let before = draft.version(of: version.node, on: decision.effectiveOn.advanced(by: -1))
            if let before, before.parent != version.parent { outcome.moved.append(code) }
            outcome.begun.append(code)
        } else if draft.version(of: version.node, on: decision.effectiveOn) == nil {
            outcome.ended.append(code)
        }
    }

    private func close(_ table: String, _ row: Int64) throws {
        try db.cachedStatement(sql: "UPDATE \(table) SET closed = ? WHERE id = ?").execute(arguments: [
            event, row,
        ])
    }

    /// Ends the rows of a table about a node, and gives them to its successors from the day on.
    private mutating func end(_ table: String, of node: Int64, on day: Day, handTo successors: [Int64]) throws
    {
        guard let columns = ReorganisationEntry.reversible.first(where: { $0.table == table })?.columns else {
            return
        }
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, from_day, \(table == "holder" ? "person" : table == "account" ? "name" : "kit_id") FROM \(table)
                    WHERE node_id = ? AND closed IS NULL AND coalesce(to_day, 99999999) >= ?
                    """), arguments: [node, day.number])
        for row in rows {
            let id: Int64 = row[0]
            try close(table, id)
            if (row[1] as Int) < day.number {
                try copy(table, columns, id, ["to_day": day.advanced(by: -1).number])
            }
            for successor in successors {
                try copy(
                    table, columns, id,
                    ["node_id": Int(successor), "from_day": max(row[1] as Int, day.number)])
            }
            switch table {
            case "holder": outcome.holders.append(row[2])
            case "account": outcome.accounts.append(row[2])
            default: outcome.kits.append("\(row[2] as Int64)")
            }
        }
    }

    /// Records a row again with some columns changed.
    private func copy(_ table: String, _ columns: String, _ id: Int64, _ changes: [String: Int]) throws {
        let names = columns.split(separator: ", ").map(String.init)
        let values = names.map { changes[$0] == nil ? $0 : "?" }
        try db.cachedStatement(
            sql: """
                INSERT INTO \(table) (\(columns), origin, recorded)
                SELECT \(values.joined(separator: ", ")), \(changes["node_id"] == nil ? "coalesce(origin, recorded)" : "NULL"), ?
                FROM \(table) WHERE id = ?
                """
        ).execute(arguments: StatementArguments(names.compactMap { changes[$0] }) + [event, id])
    }

    private func appointSecretaries(_ draft: OrganisationDraft) throws {
        for successor in decision.successors {
            guard let person = successor.secretary else { continue }
            let node = try draft.node(successor.code)
            try Register.appoint(
                db, NewHolder(person: person, phone: successor.phone), at: node, from: decision.effectiveOn,
                event)
        }
    }
}
