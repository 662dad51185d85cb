import GRDB

/// Finds what is due to be told of a kit's newest edition: recipients, how they stand and what they were told are read
/// side by side in the order of their numbers, so that memory holds no more than what is due.
struct KitNoticePlan {
    private let db: Database
    private let today: Day
    private let scope: AuditScope
    private let edition: Edition
    private let inForce: InForce
    private let plan: ReminderPlan
    private let clock: OfficeClock
    private let sight: Sight?
    private let needy: NeedyStandings
    private let judge: AuditJudge

    /// Nil when the kit has no edition in use.
    init?(
        _ db: Database, kit slug: String, _ inForce: InForce, _ calendar: WorkingCalendar,
        _ clock: OfficeClock, _ sight: Sight?
    ) throws {
        let today = clock.today
        let scope = try Register.auditScope(db, slug, today, .now)
        guard let edition = scope.editions.last(where: { $0.number == scope.latest }) else { return nil }
        self.db = db
        self.today = today
        self.clock = clock
        self.sight = sight
        self.scope = scope
        self.edition = edition
        self.inForce = inForce
        plan = ReminderPlan(
            policy: scope.kit.definition.reminders, calendar: calendar,
            coming: try Register.comingDays(db, edition, among: scope.editions))
        let standings = try Register.standings(db, of: scope.kit.id, sight)
        judge = try Register.auditJudge(db, scope, of: standings.map(\.standing), inForce: inForce)
        needy = try NeedyStandings(standings, latest: edition.number, judge)
    }

    func notices() throws -> KitNotices {
        let (notices, needy) = try planned()
        return KitNotices(
            kit: edition.kit, name: scope.kit.definition.name, edition: edition, notices: notices,
            needy: needy, debt: try debt())
    }

    // MARK: What the board owes

    private func debt() throws -> BoardDebt {
        let held = Standing(copy: .electronic, held: edition.number, supplied: edition.number)
        let items = Set(try Register.items(db, of: edition.id).map(\.identity))
        let doubtful = try Register.templates(db).compactMap { template in
            let documents = template.doubts(in: inForce, on: today)
            let isIn = items.contains("template:\(template.slug)")
            return isIn && !documents.isEmpty ? (template: template, documents: documents) : nil
        }
        return BoardDebt(
            kit: edition.kit, name: scope.kit.definition.name, edition: edition.number,
            documents: try judge.judge(held).contents?.outdated ?? [], doubtful: doubtful,
            unsupplied: needy.unsupplied)
    }

    // MARK: Who is told

    /// - Returns: what is due, and how many recipients need the edition.
    private func planned() throws -> (notices: [PlannedNotice], needy: Int) {
        var histories = try NoticeHistories(db, kit: scope.kit.id, edition, clock)
        var needs = try NoticeNeeds(db, scope, needy)
        var digests = EscalationDigests()
        var notices: [PlannedNotice] = []
        var needy = 0
        try eachRecipient { recipient in
            let need = try needs.need(of: recipient.id)
            if need != nil { needy += 1 }
            let since = max(need?.since ?? recipient.suppliedOn, recipient.suppliedOn)
            let branch = ReminderPlan.Case(
                suppliedOn: recipient.suppliedOn, dueOn: recipient.dueOn, isBehind: need != nil, since: since,
                history: try histories.history(of: recipient.id, since: since))
            for word in plan.words(for: branch, on: today) {
                if word == .escalation {
                    // Above the uppermost there is nobody but the board, which has the list of those behind.
                    guard let above = recipient.above, sight.has(above) else { continue }
                    digests.add(recipient.id, above: above)
                } else {
                    notices += recipient.reached.ways.map {
                        PlannedNotice(recipient: recipient.id, holder: $0.holder, word, $0.channel)
                    }
                }
            }
        }
        return (notices + (try digests.notices(on: today, db)), needy)
    }

    /// A recipient supplied with the edition whose branch is there, with its supply and its holders.
    private struct Supplied {
        let id: Int64
        let suppliedOn: Day
        let dueOn: Day?
        let above: Int64?
        var reached: [Reached] = []
    }

    private func eachRecipient(_ body: (Supplied) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db, sql: KitNoticePlan.recipients(sight),
            arguments: ["kit": scope.kit.id, "edition": edition.number, "today": today.number])
        var supplied: Supplied?
        while let row = try rows.next() {
            if supplied?.id != row[0] {
                if let supplied { try body(supplied) }
                supplied = Supplied(
                    id: row[0], suppliedOn: Day(number: row[1]) ?? today,
                    dueOn: (row[2] as Int?).flatMap(Day.init(number:)), above: row[3])
            }
            if let holder = row[4] as Int64? {
                supplied?.reached.append(Reached(holder: holder, byMail: row[5], byChat: row[6]))
            }
        }
        if let supplied { try body(supplied) }
    }

    /// A row for each holder: when it was supplied and is due, the node above, the holder and how it is reached.
    private static func recipients(_ sight: Sight?) -> String {
        """
        SELECT r.id, t.supplied_on, t.due_on, v.parent_id, h.id, \(Reached.mailIsSound), h.chat IS NOT NULL
        FROM transmittal t CROSS JOIN recipient r ON r.id = t.recipient_id AND r.kit_id = :kit
        CROSS JOIN node_version v ON v.node_id = r.node_id AND v.closed IS NULL AND v.from_day <= :today
            AND coalesce(v.to_day, 99999999) >= :today
        LEFT JOIN holder h ON h.node_id = r.node_id AND h.from_day <= :today
            AND coalesce(h.to_day, 99999999) >= :today AND h.closed IS NULL
        WHERE t.edition_number = :edition AND t.closed IS NULL AND t.supplied_on <= :today \(sight.holds("r.node_id"))
        ORDER BY t.recipient_id, h.id
        """
    }
}

/// Which branches each committee is told about, in one message to each of its secretaries.
struct EscalationDigests {
    private var recipients: [Int64: [Int64]] = [:]

    /// - Parameter above: the committee.
    mutating func add(_ recipient: Int64, above: Int64) { recipients[above, default: []].append(recipient) }

    func notices(on today: Day, _ db: Database) throws -> [PlannedNotice] {
        try recipients.sorted { $0.key < $1.key }.flatMap { committee, branches -> [PlannedNotice] in
            try Reached.holders(of: committee, on: today, db).ways.flatMap { way in
                branches.enumerated().map { place, branch in
                    PlannedNotice(
                        recipient: branch, holder: way.holder, .escalation, way.channel,
                        isLed: place > 0 && way.channel != .telephone)
                }
            }
        }
    }
}
