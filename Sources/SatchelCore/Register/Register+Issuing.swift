import GRDB

// What an issue rests on.
extension Register {
    /// What is about to be issued: the edition as planned, its due date, and the approval it rests on, if any.
    struct Issuing {
        let preview: KitPreview
        let due: Day?
        let approval: Submission?
    }

    /// What is issued when this is asked for: days that are not given are those approved.
    /// - Throws: `notApproved`, `submissionChanged`, `ownSubmission`, `issueInFuture`, `outsideAccount`, what
    ///   `permit` refuses, and what previews do.
    static func issuing(
        _ db: Database, kit slug: String, number: Int?, on day: Day?, due: Day?, today: Day,
        _ settings: Settings, by actor: Actor
    ) throws -> Issuing {
        // Before the long work too: `change` asks again.
        try permit(db, "edition.issue", to: actor, on: today)
        _ = try kit(db, slug)
        let last = try submissions(db, of: slug, edition: try nextEdition(db, of: slug)).last
        func plan(on day: Day, due: Day?) throws -> KitPreview {
            let preview = try Register.preview(db, kit: slug, on: day)
            try preview.check(number: number, due: due)
            try refuseFuture(day, today)
            try refuseOutside(preview.recipients.map(\.id), "edition.issue", of: actor, on: today, db)
            return preview
        }
        if let approved = last, approved.isApproved, approved.isMeant(on: day, due: due) {
            let preview = try plan(on: approved.issueOn, due: approved.dueOn)
            if try SubmittedContents(preview, due: approved.dueOn).digest == approved.digest {
                try approved.refuseOwn(actor, settings)
                return Issuing(preview: preview, due: approved.dueOn, approval: approved)
            }
            guard settings.mayOnePersonIssue else { throw changed(approved) }
        }
        let preview = try plan(on: day ?? today, due: due)
        guard settings.mayOnePersonIssue else {
            throw SatchelError(.notApproved, ["kit": slug, "edition": "\(preview.plan.number)"])
        }
        return Issuing(preview: preview, due: due, approval: nil)
    }

    /// Refuses to issue when, since it was asked, another submission or issue came in between.
    static func refuseOvertaken(_ issuing: Issuing, _ db: Database) throws {
        let (slug, number) = (issuing.preview.kit.definition.slug, issuing.preview.plan.number)
        guard try editions(db, of: slug).last?.number == issuing.preview.previous?.number else {
            throw SatchelError(.editionTwice, ["kit": slug, "edition": "\(number)"])
        }
        guard let approval = issuing.approval else { return }
        guard try submissions(db, of: slug, edition: number).last?.id == approval.id else {
            throw SatchelError(.notApproved, ["kit": slug, "edition": "\(number)"])
        }
    }

    /// What is held today must be today's.
    static func refuseFuture(_ day: Day, _ today: Day) throws {
        guard day <= today else { throw SatchelError(.issueInFuture, ["day": day.office]) }
    }
}
