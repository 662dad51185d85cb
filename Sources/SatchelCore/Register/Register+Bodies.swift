import GRDB

/// An issuing body (cơ quan ban hành).
package struct IssuingBody: Sendable, Hashable {
    package let id: Int64
    package let name: String
    /// The code it signs with, for example `BTCTW`; bodies of one kind share theirs.
    package let code: String?
    package let aliases: [String]
    package let lead: String?
    package let activeFrom: Day?
    package let activeTo: Day?
    package let successor: String?

    /// Whether it had ended by a day: its documents live on, but need a successor's care.
    package func hasEnded(by day: Day) -> Bool { activeTo.map { $0 < day } ?? false }
}

/// What someone enters to add an issuing body; other bodies by name.
package struct NewBody: Sendable {
    package var name: String
    package var code: String?
    package var aliases: [String]
    package var lead: String?
    package var activeFrom: Day?
    package var activeTo: Day?
    package var successor: String?

    package init(
        name: String, code: String? = nil, aliases: [String] = [], lead: String? = nil,
        activeFrom: Day? = nil,
        activeTo: Day? = nil, successor: String? = nil
    ) {
        self.name = name
        self.code = code
        self.aliases = aliases
        self.lead = lead
        self.activeFrom = activeFrom
        self.activeTo = activeTo
        self.successor = successor
    }
}

/// The names and aliases of all bodies, folded, for look-up.
struct BodyIndex {
    private(set) var ids: [String: Int64] = [:]
    private(set) var names: [Int64: String] = [:]

    init(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT body.id, body.name, folded FROM body JOIN body_alias ON body_alias.body_id = body.id"
        )
        while let row = try rows.next() {
            ids[row[2]] = row[0]
            names[row[0]] = row[1]
        }
    }

    subscript(name: String) -> Int64? { ids[VietnameseText.folded(name)] }

    /// The body of a name.
    /// - Throws: `bodyUnknown` with the nearest name.
    func id(of name: String) throws -> Int64 {
        if let id = self[name] { return id }
        throw SatchelError(.bodyUnknown, ["name": name, "near": suggestion(for: name)])
    }

    func suggestion(for name: String) -> String {
        VietnameseText.suggestion(for: name, among: Array(Set(names.values)).sorted()) ?? ""
    }
}

extension Register {
    /// All issuing bodies, by name.
    package func bodies() throws -> [IssuingBody] {
        try read { db in
            let aliases = try Row.fetchAll(
                db, sql: "SELECT body_id, alias FROM body_alias ORDER BY alias")
            let byBody = Dictionary(grouping: aliases, by: { $0[0] as Int64 })
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT b.id, b.name, b.code, lead.name, b.active_from, b.active_to, next.name FROM body b
                    LEFT JOIN body lead ON lead.id = b.lead_id LEFT JOIN body next ON next.id = b.successor_id
                    WHERE b.id <> \(Register.noBody) ORDER BY b.name
                    """
            ).map { row in
                IssuingBody(
                    id: row[0], name: row[1], code: row[2],
                    aliases: (byBody[row[0]] ?? []).map { $0[1] }.filter { $0 != row[1] as String },
                    lead: row[3],
                    activeFrom: (row[4] as Int?).flatMap(Day.init(number:)),
                    activeTo: (row[5] as Int?).flatMap(Day.init(number:)), successor: row[6])
            }
        }
    }

    /// Adds issuing bodies with their aliases; a successor or lead body may stand later in the same list.
    /// - Throws: `bodyTwice`, `bodyUnknown`, `bodyNamesItself`.
    package func add(bodies: [NewBody], from source: String = "", by actor: Actor) throws {
        try change("body.add", source, by: actor, detail: ["count": "\(bodies.count)"]) { db, event in
            for body in bodies { try Register.insert(body, db, event) }
            let index = try BodyIndex(db)
            for body in bodies { try Register.tie(body, index, db) }
        }
    }

    /// Records the lead body and the successor of a new body, once all new ones are there.
    static func tie(_ body: NewBody, _ index: BodyIndex, _ db: Database) throws {
        guard body.lead != nil || body.successor != nil else { return }
        let id = try index.id(of: body.name)
        try db.execute(
            sql: "UPDATE body SET lead_id = ?, successor_id = ? WHERE id = ?",
            arguments: [
                try body.lead.map { try other($0, than: id, index) },
                try body.successor.map { try other($0, than: id, index) }, id,
            ])
    }

    /// The id of a body that another one names.
    /// - Throws: `bodyUnknown`; `bodyNamesItself` when it is that one.
    private static func other(_ name: String, than id: Int64, _ index: BodyIndex) throws -> Int64 {
        let found = try index.id(of: name)
        if found == id { throw SatchelError(.bodyNamesItself, ["name": name]) }
        return found
    }

    static func insert(_ body: NewBody, _ db: Database, _ event: Int64) throws {
        let names = [body.name] + body.aliases
        for name in names {
            let taken = try String.fetchOne(
                db,
                sql: "SELECT name FROM body JOIN body_alias ON body_id = id WHERE folded = ?",
                arguments: [VietnameseText.folded(name)])
            if let taken { throw SatchelError(.bodyTwice, ["name": name, "body": taken]) }
        }
        try db.execute(
            sql: "INSERT INTO body (name, code, active_from, active_to, recorded) VALUES (?, ?, ?, ?, ?)",
            arguments: [body.name, body.code, body.activeFrom?.number, body.activeTo?.number, event])
        let id = db.lastInsertedRowID
        for name in names {
            try db.execute(
                sql: "INSERT OR IGNORE INTO body_alias (folded, body_id, alias) VALUES (?, ?, ?)",
                arguments: [VietnameseText.folded(name), id, name])
        }
    }

    /// Records from which day a body ended and who carries on for it.
    /// - Throws: `bodyUnknown`, `bodyNamesItself`.
    package func end(body name: String, on day: Day, successor: String?, by actor: Actor) throws {
        try change(
            "body.end", name, by: actor, detail: ["on": day.iso, "successor": successor ?? ""]
        ) { db, _ in
            let index = try BodyIndex(db)
            let id = try index.id(of: name)
            try db.execute(
                sql: "UPDATE body SET active_to = ?, successor_id = ? WHERE id = ?",
                arguments: [day.number, try successor.map { try Register.other($0, than: id, index) }, id])
        }
    }
}
