import Foundation
import GRDB

extension Register {
    /// Saves an audit's answer as the office's next numbered review (bảng rà soát), from then on unchanged.
    ///
    /// What was known at an event never changes, so the answer is worked out before the transaction that keeps it.
    /// - Parameters:
    ///   - instant: everything recorded up to then is known; all that is known now for nil.
    ///   - code: the node it is about, with all below it; for nil the whole organisation, or of it what is seen.
    ///   - office: the office as it signs.
    /// - Throws: `kitUnknown`, `nodeUnknown`, `knownInFuture`, `reviewInFuture`, `outsideAccount`.
    package func save(
        reviewOf slug: String, on day: Day, knownAt instant: Instant? = nil, under code: String? = nil,
        title: String? = nil, office: String, by actor: Actor
    ) throws -> Review {
        let last = try lastEvent()
        let known = try instant.map { try self.known(at: $0) } ?? Known(event: last?.id ?? 0)
        let knownAt = instant ?? max(clock.now, last?.instant ?? clock.now)
        if let instant, instant > clock.now {
            throw SatchelError(.knownInFuture, ["when": clock.stamp(instant), "now": clock.stamp(clock.now)])
        }
        guard day <= clock.day(of: knownAt) else {
            throw SatchelError(.reviewInFuture, ["day": day.office, "when": clock.stamp(knownAt)])
        }
        let name = try kit(slug).definition.name
        let audit = try audit(kit: slug, on: day, known)
        let scope = try (code ?? sight?.code).map { try audit.tree.node(code: $0) }
        let answer = try ReviewAnswer(audit, under: scope?.code)
        let latest = try editions(of: slug, known).last { $0.number == audit.latest }
        let title = title?.trimmed ?? ""
        return try number(kit: slug, scope: scope, by: actor) { number, event in
            let head = ReviewHead(
                number: number, kit: slug, day: day, under: scope?.code, title: title.isEmpty ? nil : title,
                knownAt: knownAt, knownEvent: known.event, madeAt: event.instant, madeBy: event.user,
                onBehalfOf: event.onBehalfOf)
            return try Review(
                head, office: office, kitName: KitManifest.Name(name), latestOn: latest?.issuedOn,
                answer: answer)
        }
    }

    /// Gives a review the next number and keeps it; again with the number after it when somebody else was faster.
    private func number(
        kit slug: String, scope: OrganisationNode?, by actor: Actor,
        _ review: (_ number: Int, Event) throws -> Review
    ) throws -> Review {
        struct Taken: Error {}
        while true {
            let next = try read(Register.nextReview)
            do {
                return try change("review.save", "\(next)", by: actor, detail: ["kit": slug]) { db, id in
                    guard try Register.nextReview(db) == next, let event = try Register.event(db, id) else {
                        throw Taken()
                    }
                    try Register.refuseOutside(
                        under: scope?.id, "review.save", of: actor, on: clock.today, db)
                    let review = try review(next, event)
                    try Register.insert(review, scope: scope?.id, db, id)
                    return review
                }
            } catch is Taken { continue }
        }
    }

    private static func nextReview(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT coalesce(max(number), 0) + 1 FROM review") ?? 1
    }

    private func lastEvent() throws -> Event? {
        try read { db in
            try Int64.fetchOne(db, sql: "SELECT max(id) FROM event").flatMap { try Register.event(db, $0) }
        }
    }

    private static func event(_ db: Database, _ id: Int64) throws -> Event? {
        try Event.fetchOne(
            db,
            sql: """
                SELECT id, at, user, on_behalf_of AS onBehalfOf, verb, subject, detail FROM event WHERE id = ?
                """, arguments: [id])
    }

    private static func insert(_ review: Review, scope: Int64?, _ db: Database, _ event: Int64) throws {
        let json = try review.json()
        let head = review.head
        try db.execute(
            sql: """
                INSERT INTO review (number, kit_id, day, known_at, known_event, node_id, title, digest, size, answer,
                    recorded) SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM kit WHERE slug = ?
                """,
            arguments: [
                head.number, head.day.number, head.knownAt.milliseconds, head.knownEvent, scope, head.title,
                review.digest, json.count, Data(try BlobStore.deflate(json)), event, head.kit,
            ])
    }
}

extension Register {
    /// The saved reviews that are seen, first to last, without their answers: those about a node that is.
    package func reviews() throws -> [SavedReview] {
        try read { db in
            let meant = "WHERE true \(sight.holds("r.node_id"))"
            return try Row.fetchAll(
                db, sql: "\(Register.savedReviews()) \(meant) ORDER BY r.number"
            ).map(SavedReview.init)
        }
    }

    /// A saved review, its answer checked against the digest and the row that keeps it.
    /// - Throws: `reviewUnknown`, `reviewAltered`.
    package func review(_ number: Int) throws -> Review {
        try read { db in
            let asked = """
                \(Register.savedReviews(with: ", r.size, r.answer")) WHERE r.number = ? \(sight.holds("r.node_id"))
                """
            guard let row = try Row.fetchOne(db, sql: asked, arguments: [number]) else {
                let last = try Register.nextReview(db) - 1
                throw SatchelError(.reviewUnknown, ["review": "\(number)", "last": "\(last)"])
            }
            let saved = SavedReview(row)
            let size: Int = row[11]
            let packed = [UInt8](row[12] as Data)
            // No deflate stream grows more than this (RFC 1951); a size that claims more is not ours.
            guard size > 0, size / 1032 <= packed.count,
                let json = try? BlobStore.inflate(packed, size: size), let review = try? Review(json: json),
                SavedReview(head: review.head, digest: review.digest) == saved
            else { throw SatchelError(.reviewAltered, ["review": "\(number)"]) }
            return review
        }
    }

    /// The documents by their ids, named and dated as was known to a review.
    package func documents(of review: Review) throws -> [Int64: Document] {
        Dictionary(uniqueKeysWithValues: try documents(review.head.known).map { ($0.id, $0) })
    }

    private static func savedReviews(with more: String = "") -> String {
        """
        SELECT r.number, k.slug, r.day, n.code, r.title, r.known_at, r.known_event, v.at, v.user, v.on_behalf_of,
            r.digest\(more)
        FROM review r JOIN kit k ON k.id = r.kit_id JOIN event v ON v.id = r.recorded
        LEFT JOIN node n ON n.id = r.node_id
        """
    }

    /// The evidence behind a node's rows in a review: what had happened by its day and was known to it, oldest first.
    /// - Throws: `reviewLacksNode`.
    package func evidence(behind review: Review, of code: String, copy: Copy? = nil) throws -> [Evidence] {
        let rows = try review.rows(of: code, copy).filter { sight.has(code: $0.code) }
        if rows.isEmpty { return [] }
        return try evidence(of: review.head.kit, node: rows[0].code, review.head.known).filter { evidence in
            evidence.happenedOn <= review.head.day && rows.contains { $0.copy == evidence.copy }
        }
    }
}

extension SavedReview {
    fileprivate init(_ row: Row) {
        head = ReviewHead(
            number: row[0], kit: row[1], day: Day(number: row[2]) ?? .first, under: row[3], title: row[4],
            knownAt: Instant(milliseconds: row[5]), knownEvent: row[6], madeAt: Instant(milliseconds: row[7]),
            madeBy: row[8], onBehalfOf: row[9])
        digest = row[10]
    }
}
