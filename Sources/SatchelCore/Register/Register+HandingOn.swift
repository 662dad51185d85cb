import GRDB

// Notices that people pass on themselves: letters to print, mails to send, texts to paste.
extension Register {
    /// The notices of a search, whatever its state, that may be handed on now: those that wait; what was moved to
    /// another reader, closed or given up is not among them.
    /// - Parameter withSent: those passed on too, of the edition searched for, else of each kit's newest.
    /// - Throws: `editionUnknown`.
    package func notices(toHandOn search: NoticeSearch, withSent: Bool = false) throws -> [Notice] {
        var search = search
        search.state = .waiting
        let waiting = try notices(search)
        guard withSent else { return waiting }
        search.state = .done
        var newest: [String: Int] = [:]
        let sent = try notices(search).filter { notice in
            if search.edition != nil { return true }
            let number = try newest[notice.kit] ?? edition(of: notice.kit).number
            newest[notice.kit] = number
            return notice.edition == number
        }
        return (waiting + sent).sorted { $0.id < $1.id }
    }

    /// The notices with these numbers, as far as they are seen.
    package func notices(numbered ids: [Int64]) throws -> [Notice] {
        try readToday { db in
            let seen = try Int64.fetchAll(
                db,
                sql: """
                    SELECT o.id FROM notice o JOIN recipient r ON r.id = o.recipient_id
                    WHERE o.id IN (SELECT value FROM json_each(?)) \(sight.holds("r.node_id"))
                    """, arguments: [Register.array(ids)])
            return try Register.notices(db, withIDs: seen)
        }
    }

    /// Refuses a search for what there is not.
    /// - Throws: `kitUnknown`, `editionUnknown`, `nodeUnknown`, each with the nearest.
    package func check(_ search: NoticeSearch) throws {
        if let slug = search.kit {
            _ = try kit(slug)
            if let number = search.edition { _ = try edition(of: slug, number: number) }
        }
        if let code = search.node { _ = try readToday { db in try Register.nodeID(db, code, sight) } }
    }
}
