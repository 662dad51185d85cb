import GRDB

// Who holds kits for a node: appointed, reached otherwise, and handed over to. A person who follows another has
// received nothing until the handover is recorded.
extension Register {
    /// Records who holds kits for a node from a day on; the holder with the same role until then ends the day before,
    /// and one who is recorded from a later day follows. What the node received before is then to be handed over, and
    /// links sent before hold no longer.
    /// - Throws: `nodeUnknown`, `outsideAccount`, `phoneRefused`, `mailRefused`.
    package func appoint(_ holder: NewHolder, at code: String, from day: Day, by actor: Actor) throws {
        try change("holder.appoint", code, by: actor, detail: ["person": holder.person, "from": day.iso]) {
            db, event in
            let node = try Register.node(db, code: code, on: day)
            try Register.refuseOutside([node.id], "holder.appoint", of: actor, on: clock.today, db)
            try holder.checkContacts(of: node.code)
            try Register.appoint(db, holder, at: node.id, from: day, event)
            try Register.follow(db, nodes: [node.id], today: clock.today, event)
        }
    }

    static func appoint(
        _ db: Database, _ holder: NewHolder, at node: Int64, from day: Day, _ event: Int64
    ) throws {
        try NodeEntry.insert(holder, node: node, from: day, db, event)
        try settleHolders(db, of: [node], event)
        try renewLinks(db, node)
    }

    /// Links and codes sent so far are of a generation that counts no longer.
    private static func renewLinks(_ db: Database, _ node: Int64) throws {
        try db.cachedStatement(
            sql: """
                UPDATE transmittal SET generation = generation + 1
                WHERE recipient_id IN (SELECT id FROM recipient WHERE node_id = ?) AND closed IS NULL
                """
        ).execute(arguments: [node])
    }

    /// Records how the holder of a node is reached from a day on; what is nil stays, what is blank is known no longer.
    /// A changed phone, mail or chat name revokes the links sent before.
    /// - Throws: `nodeUnknown`, `holderMissing`, `outsideAccount`, `phoneRefused`, `mailRefused`.
    package func reach(
        holderAt code: String, phone: String?, email: String?, chat: String?, from day: Day, by actor: Actor
    ) throws {
        try change("holder.reach", code, by: actor, detail: ["from": day.iso]) { db, event in
            let node = try Register.node(db, code: code, on: day)
            try Register.refuseOutside([node.id], "holder.reach", of: actor, on: clock.today, db)
            guard let holder = try Register.holders(db, on: day, .now, at: [node.id])[node.id]?.first else {
                throw SatchelError(.holderMissing, ["code": code, "day": day.office])
            }
            let next = NewHolder(
                person: holder.person, role: holder.role,
                phone: VietnameseText.kept(phone ?? holder.phone),
                email: VietnameseText.kept(email ?? holder.email),
                chat: VietnameseText.kept(chat ?? holder.chat))
            try next.checkContacts(of: node.code, knownAs: holder)
            try NodeEntry.insert(next, node: node.id, from: day, db, event)
            try Register.settleHolders(db, of: [node.id], event)
            try Register.renewLinks(db, node.id)
        }
    }

    /// As the other, with the scanned minutes, which are taken into the store when nothing is refused.
    /// - Throws: as the other, and what `BlobStore.ingest` throws.
    @discardableResult
    package func handOver(
        at code: String, on day: Day, note: String?, scan: Scan?, in store: BlobStore, by actor: Actor
    ) throws -> [ReorganisationOutcome.MovedCopy] {
        guard let scan else { return try handOver(at: code, on: day, note: note, by: actor) }
        try permit("holder.handOver", to: actor)
        _ = try read { try handover(at: code, on: day, by: actor, $0) }
        let blob = try takeIn(scan.bytes, name: scan.name, into: store)
        return try handOver(at: code, on: day, note: note, scan: blob, by: actor)
    }

    /// Records that the holder of a node took over, on a day, every copy an earlier one had (bàn giao).
    /// - Returns: what was handed over. - Throws: `nodeUnknown`, `handoverToNobody`, `nothingToHandOver`,
    ///   `evidenceInFuture`, `outsideAccount`.
    @discardableResult
    package func handOver(
        at code: String, on day: Day, note: String? = nil, scan: BlobStore.Blob? = nil, by actor: Actor
    ) throws -> [ReorganisationOutcome.MovedCopy] {
        try change("holder.handOver", code, by: actor, detail: ["on": day.iso]) { db, event in
            let handover = try handover(at: code, on: day, by: actor, db)
            if let scan { try Register.insert(scan, db, event) }
            for taken in handover.taken {
                try db.execute(
                    sql: """
                        INSERT INTO evidence (recipient_id, edition_number, copy, proof, medium, happened_on, person,
                            note, scan_sha256, finding_id, recorded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        taken.recipient, taken.copy.edition, taken.copy.copy.rawValue,
                        Proof.takenOver.rawValue, Medium.paper.rawValue, day.number, handover.person, note,
                        scan?.sha256, taken.finding, event,
                    ])
            }
            try Register.follow(db, nodes: [handover.node], today: clock.today, event)
            return handover.taken.map(\.copy)
        }
    }

    /// Who takes over at a node on a day, and what.
    private struct Handover {
        let node: Int64
        let person: String
        var taken: [(recipient: Int64, copy: ReorganisationOutcome.MovedCopy, finding: Int64?)] = []
    }

    private func handover(at code: String, on day: Day, by actor: Actor, _ db: Database) throws -> Handover {
        let node = try Register.node(db, code: code, on: day)
        try Register.refuseOutside([node.id], "holder.handOver", of: actor, on: clock.today, db)
        if day > clock.today {
            throw SatchelError(.evidenceInFuture, ["node": code, "day": day.office])
        }
        guard let holder = try Register.holders(db, on: day, .now, at: [node.id])[node.id]?.first else {
            throw SatchelError(.handoverToNobody, ["code": code, "day": day.office])
        }
        var handover = Handover(node: node.id, person: holder.person)
        for kit in try Register.kits(db, of: [node.id]) {
            let scope = try Register.auditScope(db, kit, day, .now)
            let ids = try Register.recipients(db, kit: scope.kit.id, ofNodes: [node.id])
            let recipients = try Register.recipients(db, scope, only: ids)
            guard let recipient = recipients.first else { continue }
            for standings in try Register.standings(db, scope, recipients, areMany: false) {
                guard let edition = standings[0].withheld else { continue }
                let copy = ReorganisationOutcome.MovedCopy(
                    kit: kit, copy: standings.copy, copyNumber: Int(recipient.copyNumber), edition: edition,
                    from: node.code, to: node.code)
                handover.taken.append((recipient.id, copy, standings[0].finding))
            }
        }
        if handover.taken.isEmpty {
            throw SatchelError(.nothingToHandOver, ["code": code, "day": day.office])
        }
        return handover
    }
}
