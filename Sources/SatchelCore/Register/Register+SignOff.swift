import GRDB

extension Register {
    /// What was submitted of a kit, oldest first; for one edition when its number is given.
    /// - Throws: `kitUnknown`.
    package func submissions(of slug: String, edition: Int? = nil) throws -> [Submission] {
        try read { db in
            _ = try Register.kit(db, slug)
            return try Register.submissions(db, of: slug, edition: edition)
        }
    }

    static func submissions(_ db: Database, of slug: String, edition: Int?) throws -> [Submission] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT s.id, k.slug, s.edition_number, s.issue_on, s.due_on, s.digest, s.note,
                    e.user, e.on_behalf_of, e.at, v.approved, v.reason, j.user, j.on_behalf_of, j.at
                FROM submission s JOIN kit k ON k.id = s.kit_id JOIN event e ON e.id = s.recorded
                LEFT JOIN submission_verdict v ON v.submission_id = s.id LEFT JOIN event j ON j.id = v.recorded
                WHERE k.slug = ? AND s.edition_number = coalesce(?, s.edition_number) ORDER BY s.id
                """, arguments: [slug, edition]
        ).map { row in
            let verdict = (row[10] as Bool?).map { isApproved in
                Submission.Verdict(
                    isApproved: isApproved, reason: row[11],
                    by: Actor(user: row[12], onBehalfOf: row[13]), at: Instant(milliseconds: row[14]))
            }
            return Submission(
                id: row[0], kit: row[1], edition: row[2], issueOn: Day(number: row[3]) ?? .first,
                dueOn: (row[4] as Int?).flatMap(Day.init(number:)), digest: row[5], note: row[6],
                by: Actor(user: row[7], onBehalfOf: row[8]), at: Instant(milliseconds: row[9]),
                verdict: verdict)
        }
    }

    /// How far the next edition of a kit has come.
    /// - Throws: `kitUnknown`.
    package func signOff(of slug: String) throws -> SignOff {
        try read { db in
            _ = try Register.kit(db, slug)
            let next = try Register.nextEdition(db, of: slug)
            let submission = try Register.submissions(db, of: slug, edition: next).last
            return SignOff(
                kit: slug, edition: next, submission: submission,
                isChanged: try submission.map { try Register.isChanged($0, db) } ?? false)
        }
    }

    static func nextEdition(_ db: Database, of slug: String) throws -> Int {
        (try editions(db, of: slug).last?.number ?? 0) + 1
    }

    /// Whether what was submitted is no longer what would be issued; so too when nothing could be any more.
    private static func isChanged(_ submission: Submission, _ db: Database) throws -> Bool {
        do {
            let preview = try preview(db, kit: submission.kit, on: submission.issueOn)
            return try SubmittedContents(preview, due: submission.dueOn).digest != submission.digest
        } catch is SatchelError {
            return true
        }
    }

    /// Submits (trình) the next edition of a kit as it would be issued on a day, which may still come.
    /// - Throws: `submittedAlready`, `outsideAccount`, and what `issue` refuses to issue.
    package func submit(
        kit slug: String, on day: Day, due: Day?, note: String? = nil, by actor: Actor
    ) throws -> Submission {
        let number = try read { db in
            _ = try Register.kit(db, slug)
            return try Register.nextEdition(db, of: slug)
        }
        let note = VietnameseText.kept(note)
        try change(
            "edition.submit", "\(slug)/\(number)", by: actor,
            detail: ["on": day.iso, "due": due?.iso ?? "", "note": note ?? ""]
        ) { db, event in
            let preview = try Register.preview(db, kit: slug, on: day)
            try preview.check(number: number, due: due)
            try Register.refuseOutside(
                preview.recipients.map(\.id), "edition.submit", of: actor, on: clock.today, db)
            let digest = try SubmittedContents(preview, due: due).digest
            if let last = try Register.submissions(db, of: slug, edition: number).last,
                last.digest == digest, last.verdict?.isApproved ?? true
            {
                throw SatchelError(.submittedAlready, ["kit": slug, "submission": "\(last.id)"])
            }
            try db.execute(
                sql: """
                    INSERT INTO submission (kit_id, edition_number, issue_on, due_on, digest, note, recorded)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [preview.kit.id, number, day.number, due?.number, digest, note, event])
        }
        return try latest(slug, number)
    }

    /// Returns (trả lại) what waits for approval, with the reason.
    /// - Parameter id: the submission that was looked at; the newest when nil.
    /// - Throws: `reasonMissing`, `notSubmitted`, `submissionReplaced`, `submissionJudged`, `outsideAccount`.
    package func returnSubmission(
        of slug: String, submission id: Int64? = nil, reason: String, by actor: Actor
    ) throws -> Submission {
        guard let reason = VietnameseText.kept(reason) else { throw SatchelError(.reasonMissing) }
        return try judge("edition.return", slug, id, reason: reason, by: actor) { db, submission in
            try Register.refuseOutside(
                Register.recipients(db, of: slug, on: submission.issueOn).map(\.id), "edition.return",
                of: actor, on: clock.today, db)
        }
    }

    /// Approves (duyệt) what waits for approval, as long as the register still says the same.
    /// - Parameter id: the submission that was looked at; the newest when nil.
    /// - Throws: `notSubmitted`, `submissionReplaced`, `submissionJudged`, `submissionChanged`, `ownSubmission`,
    ///   `outsideAccount`.
    package func approve(
        kit slug: String, submission id: Int64? = nil, settings: Settings, by actor: Actor
    ) throws -> Submission {
        try judge("edition.approve", slug, id, reason: nil, by: actor) { db, submission in
            try submission.refuseOwn(actor, settings)
            if try Register.isChanged(submission, db) { throw Register.changed(submission) }
            try Register.refuseOutside(
                Register.preview(db, kit: slug, on: submission.issueOn).recipients.map(\.id),
                "edition.approve", of: actor, on: clock.today, db)
        }
    }

    private func judge(
        _ verb: String, _ slug: String, _ id: Int64?, reason: String?, by actor: Actor,
        _ check: (Database, Submission) throws -> Void
    ) throws -> Submission {
        let asked = try read { try Register.waiting($0, slug, id) }
        var detail = ["submission": "\(asked.id)"]
        if let reason { detail["reason"] = reason }
        try change(verb, "\(slug)/\(asked.edition)", by: actor, detail: detail) { db, event in
            try check(db, try Register.waiting(db, slug, asked.id))
            try db.execute(
                sql: """
                    INSERT INTO submission_verdict (submission_id, approved, reason, recorded)
                    VALUES (?, ?, ?, ?)
                    """, arguments: [asked.id, reason == nil, reason, event])
        }
        return try latest(slug, asked.edition)
    }

    /// The submission that waits for a verdict.
    private static func waiting(_ db: Database, _ slug: String, _ id: Int64?) throws -> Submission {
        _ = try kit(db, slug)
        let next = try nextEdition(db, of: slug)
        guard let last = try submissions(db, of: slug, edition: next).last else {
            throw SatchelError(.notSubmitted, ["kit": slug, "edition": "\(next)"])
        }
        if let id, id != last.id {
            throw SatchelError(
                .submissionReplaced, ["kit": slug, "submission": "\(id)", "latest": "\(last.id)"])
        }
        guard last.verdict == nil else {
            throw SatchelError(
                .submissionJudged,
                ["kit": slug, "submission": "\(last.id)", "name": last.verdict?.by.user ?? ""])
        }
        return last
    }

    private func latest(_ slug: String, _ number: Int) throws -> Submission {
        guard let last = try submissions(of: slug, edition: number).last else {
            throw SatchelError(.notSubmitted, ["kit": slug, "edition": "\(number)"])
        }
        return last
    }

    static func changed(_ submission: Submission) -> SatchelError {
        SatchelError(
            .submissionChanged, ["kit": submission.kit, "submission": "\(submission.id)"])
    }
}
