/// The next edition of a kit as it was submitted (phiếu trình) to be approved, and the verdict on it.
package struct Submission: Sendable, Hashable {
    package struct Verdict: Sendable, Hashable {
        package let isApproved: Bool
        /// Why it was returned.
        package let reason: String?
        package let by: Actor
        package let at: Instant
    }

    package let id: Int64
    package let kit: String
    package let edition: Int
    /// The day of issue, as submitted.
    package let issueOn: Day
    package let dueOn: Day?
    /// `SubmittedContents.digest` of what was submitted.
    package let digest: String
    package let note: String?
    package let by: Actor
    package let at: Instant
    package let verdict: Verdict?

    package var isApproved: Bool { verdict?.isApproved ?? false }

    /// Whether an issue on a day, with a due date, is what it asked for; a day that is not given is its own.
    func isMeant(on day: Day?, due: Day?) -> Bool {
        (day ?? issueOn) == issueOn && (due == nil || due == dueOn)
    }

    /// Refuses the verdict or issue of whoever submitted it, unless the office lets one person hold both pens.
    /// - Throws: `ownSubmission`.
    func refuseOwn(_ actor: Actor, _ settings: Settings) throws {
        if settings.mayOnePersonIssue || by.persons.isDisjoint(with: actor.persons) { return }
        throw SatchelError(
            .ownSubmission, ["kit": kit, "submission": "\(id)", "name": by.user])
    }

    /// Who submitted it when, for which days, and what came of it.
    package func text(_ clock: OfficeClock) -> Text {
        let due = dueOn.map { Text(", hạn \($0.office)", ", due \($0.office)") } ?? Text("", "")
        let note = note.map { " (\($0))" } ?? ""
        let verdict =
            verdict.map { Submission.text($0, clock) } ?? Text("đang chờ duyệt", "awaiting approval")
        return Text(
            "phiếu trình số \(id): \(by.text.vi) trình lúc \(clock.stamp(at)), cấp phát ngày \(issueOn.office)\(due.vi)\(note); \(verdict.vi)",
            "submission \(id): submitted by \(by.text.en) at \(clock.stamp(at)), to be issued on \(issueOn.office)\(due.en)\(note); \(verdict.en)"
        )
    }

    private static func text(_ verdict: Verdict, _ clock: OfficeClock) -> Text {
        let (who, when) = (verdict.by.text, clock.stamp(verdict.at))
        guard let reason = verdict.reason, !verdict.isApproved else {
            return Text("\(who.vi) duyệt lúc \(when)", "approved by \(who.en) at \(when)")
        }
        return Text(
            "\(who.vi) trả lại lúc \(when): \(reason)", "returned by \(who.en) at \(when): \(reason)")
    }
}

extension Actor {
    /// `lan` or `lan (thay mặt hoa)`.
    package var text: Text {
        guard let onBehalfOf else { return Text(user, user) }
        return Text("\(user) (thay mặt \(onBehalfOf))", "\(user) (on behalf of \(onBehalfOf))")
    }
}

/// How far the next edition of a kit has come: draft → submitted → returned or approved.
package struct SignOff: Sendable {
    package enum Step: String, Sendable, CaseIterable {
        case draft, submitted, returned, approved

        package var text: Text {
            switch self {
            case .draft: Text("chưa trình", "not submitted")
            case .submitted: Text("đang chờ duyệt", "awaiting approval")
            case .returned: Text("đã trả lại", "returned")
            case .approved: Text("đã duyệt, chờ cấp phát", "approved, to be issued")
            }
        }
    }

    package let kit: String
    /// The number of the next edition.
    package let edition: Int
    /// The newest; nil when nothing was submitted yet.
    package let submission: Submission?
    /// Whether the register has changed since: what would be issued is no longer what was submitted.
    package let isChanged: Bool

    package var step: Step {
        guard let submission else { return .draft }
        guard let verdict = submission.verdict else { return .submitted }
        return verdict.isApproved ? .approved : .returned
    }

    /// The whole of it in words, a line each.
    package func lines(_ clock: OfficeClock) -> [Text] {
        guard let submission else {
            return [Text("Đợt \(edition): chưa trình.", "Edition \(edition): not submitted.")]
        }
        let told = submission.text(clock)
        let first = Text("Đợt \(edition), \(told.vi).", "Edition \(edition), \(told.en).")
        guard isChanged && step != .returned else { return [first] }
        return [
            first,
            Text(
                "Sổ đã thay đổi sau khi trình: cần trình lại (satchel edition submit \(kit)).",
                "The register has changed since: submit again (satchel edition submit \(kit))."),
        ]
    }
}
