import Hummingbird
import SatchelCore

/// The next edition of a kit: preview, submit, return or approve, issue.
enum SignOffPages {
    static let routes: [Route] = [
        .get("/kits/{kit}/next", .account, show),
        .post("/kits/{kit}/next", .account, shownAgain: show, act),
        .get("/kits/{kit}/next/slip", .account, slip),
    ]

    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let signOff = try visit.register.signOff(of: desk.slug)
        let preview = try visit.register.preview(kit: desk.slug, on: try day(visit, signOff))
        let page = NextEdition(desk, preview)
        return desk.page(
            visit.say("Đợt tới: \(visit.say(preview.plan.name))", "Next: \(visit.say(preview.plan.name))"),
            """
            <div class="columns">\(page.facts)\(SignOffForms(page, signOff).card)</div>
            \(page.changes)\(page.warnings)\(page.recipients)\(page.contents)
            """)
    }

    /// The day the preview speaks of: the one asked for, else the one submitted, else today.
    private static func day(_ visit: Visit, _ signOff: SignOff) throws -> Day {
        // A form that is shown again for its broken day must be shown at all.
        if let asked = visit.refusal == nil ? try visit.day("on") : visit.form["on"].flatMap({ Day($0) }) {
            return asked
        }
        let stands = signOff.step == .submitted || signOff.step == .approved
        return (stands && !signOff.isChanged ? signOff.submission?.issueOn : nil) ?? visit.today
    }

    /// The slip to sign: of what was submitted, or of a draft.
    @Sendable private static func slip(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let signOff = try visit.register.signOff(of: desk.slug)
        let day = try day(visit, signOff)
        let isSubmitted = signOff.submission?.issueOn == day && !signOff.isChanged
        let submission = isSubmitted ? signOff.submission : nil
        let page = SlipToSign(
            try visit.register.preview(kit: desk.slug, on: day),
            submission: submission.map { ($0, at: visit.office.clock.stamp($0.at)) },
            settings: visit.office.settings, language: visit.language)
        return visit.paper(page.html)
    }

    @Sendable private static func act(_ visit: Visit) throws -> Answer {
        let desk = try KitDesk(visit)
        let (register, slug) = (visit.register, desk.slug)
        let next = "\(desk.path)/next"
        let id = try visit.number("submission").map { Int64($0) }
        switch visit.form["act"] {
        case "submit":
            let day = try visit.day("on") ?? visit.today
            let due = try visit.day("due")
            return try Acts.once(visit, then: "\(next)?done=submitted") { actor in
                _ = try register.submit(
                    kit: slug, on: day, due: due, note: visit.form["note"], by: actor)
            }
        case "return":
            return try judge(desk, id, isApproved: false) { actor in
                _ = try register.returnSubmission(
                    of: slug, submission: id, reason: visit.form["reason"] ?? "", by: actor)
            }
        case "approve":
            return try judge(desk, id, isApproved: true) { actor in
                _ = try register.approve(
                    kit: slug, submission: id, settings: visit.office.settings, by: actor)
            }
        case "issue": return try issue(desk)
        default: throw SatchelError(.formForged)
        }
    }

    /// Passes a verdict; when the same person passed the same one before, that is what was asked for.
    private static func judge(
        _ desk: KitDesk, _ id: Int64?, isApproved: Bool, _ act: (Actor) throws -> Void
    ) throws -> Answer {
        let visit = desk.visit
        let page = "\(desk.path)/next?done=\(isApproved ? "approved" : "returned")"
        do {
            return try Acts.once(visit, then: page, act)
        } catch let error as SatchelError where error.code == .submissionJudged {
            let verdict = try visit.register.submissions(of: desk.slug).last { $0.id == id }?.verdict
            guard let verdict, verdict.isApproved == isApproved, verdict.by.user == (try visit.account().name)
            else { throw error }
            return .seeOther(page)
        }
    }

    /// Issues the edition the form names; when it is there already, the page of it is what was asked for.
    private static func issue(_ desk: KitDesk) throws -> Answer {
        let visit = desk.visit
        guard let number = try visit.number("edition") else { throw SatchelError(.formForged) }
        let page = "\(desk.path(edition: number))?done=issued"
        let (day, due) = (try visit.day("on"), try visit.day("due"))
        do {
            return try Acts.once(visit, then: page) { actor in
                _ = try visit.register.issue(
                    kit: desk.slug, number: number, on: day, due: due, office: visit.office, by: actor)
            }
        } catch let error as SatchelError where error.code == .editionTwice {
            return .seeOther(page)
        }
    }
}
