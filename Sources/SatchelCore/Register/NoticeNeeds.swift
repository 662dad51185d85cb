import GRDB

/// The standings of a kit by what they mean for who is told.
struct NeedyStandings {
    /// Some copy is behind.
    private(set) var behind: Set<Int64> = []
    /// A withdrawn edition is held: whatever else is held, it has to be put away.
    private(set) var withdrawn: Set<Int64> = []
    /// The paper folder is up to date: who works from it needs no more, whatever was reported of the files.
    private(set) var filed: Set<Int64> = []
    /// Nothing is held, because the earlier holder has not handed over.
    private(set) var notHandedOver: Set<Int64> = []
    /// How many copies hold a withdrawn edition and were supplied with nothing else.
    private(set) var unsupplied = 0

    init(
        _ standings: [(id: Int64, standing: Standing, count: Int)], latest: Int, _ judge: AuditJudge
    ) throws {
        for (id, standing, count) in standings {
            let judgement = try judge.judge(standing)
            if judgement.isFiled { filed.insert(id) }
            if judgement.edition == .withdrawn, standing.supplied != latest { unsupplied += count }
            guard let reason = BranchNeed.reason([judgement], latest: latest) else { continue }
            behind.insert(id)
            if reason == .withdrawnHeld { withdrawn.insert(id) }
            if reason == .notHandedOver { notHandedOver.insert(id) }
        }
    }
}

/// Which recipients of a kit need its newest edition and since which day, asked for in the order of their numbers.
struct NoticeNeeds {
    /// That a recipient needs the edition; since its supply where `since` is nil.
    struct Need { let since: Day? }

    private let db: Database
    private let today: Day
    /// The day on which an edition newer than the one in use was withdrawn: from then on everybody needs this one.
    private let restart: Day?
    private var behind: OrderedRecipients
    private var withdrawn: OrderedRecipients
    private var filed: OrderedRecipients
    private var notHandedOver: OrderedRecipients

    init(_ db: Database, _ scope: AuditScope, _ standings: NeedyStandings) throws {
        self.db = db
        today = scope.day
        restart = scope.editions.filter { $0.number > scope.latest ?? 0 }.compactMap(\.withdrawnOn).max()
        behind = try OrderedRecipients(db, standings.behind)
        withdrawn = try OrderedRecipients(db, standings.withdrawn)
        filed = try OrderedRecipients(db, standings.filed)
        notHandedOver = try OrderedRecipients(db, standings.notHandedOver)
    }

    /// Nil when it needs nothing.
    mutating func need(of recipient: Int64) throws -> Need? {
        let isBehind = try behind.contains(recipient)
        let isWithdrawn = try withdrawn.contains(recipient)
        let isFiled = try filed.contains(recipient)
        let isTurned = try notHandedOver.contains(recipient)
        guard isBehind, isWithdrawn || !isFiled else { return nil }
        let turn = try isTurned ? lastTurn(of: recipient) : nil
        return Need(since: [restart, turn].compactMap { $0 }.max())
    }

    /// The day on which the present holder began.
    private func lastTurn(of recipient: Int64) throws -> Day? {
        try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT max(happened_on) FROM evidence WHERE recipient_id = ? AND edition_number = 0
                        AND proof = \(Proof.holderChanged.rawValue) AND closed IS NULL AND happened_on <= ?
                    """), arguments: [recipient, today.number]
        ).flatMap(Day.init(number:))
    }
}

/// The recipients that have a copy in one of some standings, asked for in the order of their numbers.
private struct OrderedRecipients {
    private let rows: RowCursor
    private var next: Int64?

    init(_ db: Database, _ standings: Set<Int64>) throws {
        rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT DISTINCT recipient_id FROM holding WHERE standing_id IN (SELECT value FROM json_each(?))
                ORDER BY recipient_id
                """, arguments: [Register.array(standings.sorted())])
        next = try rows.next()?[0]
    }

    mutating func contains(_ recipient: Int64) throws -> Bool {
        while let known = next, known < recipient { next = try rows.next()?[0] }
        return next == recipient
    }
}
