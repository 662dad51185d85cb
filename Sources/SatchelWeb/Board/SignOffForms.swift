import SatchelCore

/// What can be done now about the next edition: the next step first, the others folded away.
struct SignOffForms {
    private let preview: KitPreview
    private let signOff: SignOff
    private let desk: KitDesk
    private var visit: Visit { desk.visit }

    init(_ next: NextEdition, _ signOff: SignOff) {
        (desk, preview) = (next.desk, next.preview)
        self.signOff = signOff
    }

    var card: HTML {
        let title = visit.say("Trình, duyệt, cấp phát", "Submit, approve, issue")
        return visit.card(title, "\(state)\(steps)\(slip)")
    }

    /// Whether what stands submitted is still what would be issued.
    private var stands: Bool { signOff.submission != nil && !signOff.isChanged }

    private var state: HTML {
        guard let submission = signOff.submission else {
            return "<p>\(PageWords.capital(visit.say(signOff.step.text))).</p>"
        }
        let told = PageWords.capital(visit.say(submission.text(visit.office.clock)))
        guard signOff.isChanged, signOff.step != .returned else { return "<p>\(told).</p>" }
        let changed = visit.say(
            "Sổ đã thay đổi sau khi trình: nội dung, nơi nhận hoặc ngày không còn như trong phiếu. Cần trình lại.",
            "The register has changed since: contents, recipients or days are no longer as submitted. Submit again."
        )
        return "<p>\(told).</p><div class=\"note\"><p>\(changed)</p></div>"
    }

    private var steps: HTML {
        if let previous = preview.previous, preview.changes.isEmpty, previous.withdrawnOn == nil {
            let nothing = visit.say(
                "Không có gì thay đổi so với đợt trước, nên chưa có gì để trình.",
                "Nothing differs from the edition before: there is nothing to submit.")
            return "<p>\(nothing)</p>"
        }
        switch signOff.step {
        case .submitted where stands:
            return "\(verdict)\(folded(submit, visit.say("Trình lại", "Submit again"), "submit"))"
        case .approved where stands:
            return "\(issue)\(folded(submit, visit.say("Trình lại", "Submit again"), "submit"))"
        default: return visit.office.settings.mayOnePersonIssue ? "\(submit)\(oneStep)" : submit
        }
    }

    private func folded(_ form: HTML, _ title: String, _ act: String) -> HTML {
        let isOpen: HTML? = Acts.isRefused(visit, act) ? " open" : nil
        return "<details\(isOpen)><summary>\(title)</summary>\(form)</details>"
    }

    private func form(
        _ act: String, _ button: String, style: String = "", _ fields: HTML = ""
    ) -> HTML {
        visit.form(
            to: "\(desk.path)/next", button, style: style, "\(Field.hidden("act", act))\(fields)")
    }

    private var submit: HTML {
        guard desk.may("edition.submit") else { return waiting("edition.submit") }
        let fields: HTML = """
            \(Field.day("on", visit.say("Ngày cấp phát", "Day of issue"), Acts.value(visit, "submit", "on", preview.plan.day.office), isRequired: true))
            \(Field.day("due", visit.say("Hạn cập nhật", "Due date"), Acts.value(visit, "submit", "due"), hint: visit.say("Nơi nhận thay xong chậm nhất ngày này", "Recipients are to have it in place by then")))
            \(Field.area("note", visit.say("Ghi chú cho người duyệt", "A note to the issuer"), Acts.value(visit, "submit", "note")))
            """
        let isFirst = !(stands && [.submitted, .approved].contains(signOff.step))
        return form(
            "submit",
            visit.say(
                signOff.submission == nil ? "Trình đợt \(preview.plan.number)" : "Trình lại",
                signOff.submission == nil ? "Submit edition \(preview.plan.number)" : "Submit again"),
            style: isFirst ? "" : "second", fields)
    }

    /// Whose turn it is, for those who may only look.
    private func waiting(_ verb: String) -> HTML {
        let role = visit.say(Account.Role.needed(for: verb).text)
        return
            "<p class=\"soft\">\(visit.say("Việc này cần vai trò: \(role) trở lên.", "This needs the role: \(role) or above."))</p>"
    }

    private var submission: HTML { Field.hidden("submission", "\(signOff.submission?.id ?? 0)") }

    private var verdict: HTML {
        guard desk.may("edition.approve") || !principals.isEmpty else { return waiting("edition.approve") }
        let reason: HTML = """
            \(submission)\(behalf("return"))
            \(Field.area("reason", visit.say("Lý do trả lại", "Why it is returned"), Acts.value(visit, "return", "reason"), isRequired: true))
            """
        let back = form("return", visit.say("Trả lại", "Return"), style: "second", reason)
        return """
            \(form("approve", visit.say("Duyệt phiếu trình số \(signOff.submission?.id ?? 0)", "Approve submission \(signOff.submission?.id ?? 0)"), "\(submission)\(behalf("approve"))"))
            \(folded(back, visit.say("Trả lại, ghi lý do", "Return with a reason"), "return"))
            """
    }

    private var number: HTML { Field.hidden("edition", "\(signOff.edition)") }

    private var issue: HTML {
        guard desk.may("edition.issue") || !principals.isEmpty else { return waiting("edition.issue") }
        let count = preview.recipients.count
        return form(
            "issue",
            visit.say(
                "Cấp phát đợt \(signOff.edition) cho \(count) nơi",
                "Issue edition \(signOff.edition) to \(count)"),
            "\(number)\(behalf("issue"))")
    }

    /// Where one person may hold both pens: issue without submitting.
    private var oneStep: HTML {
        guard desk.may("edition.issue") else { return "" }
        let fields: HTML = """
            \(number)
            <div class="field"><label for="f-issue-on">\(visit.say("Ngày cấp phát", "Day of issue"))</label><input id="f-issue-on" name="on" value="\(Acts.value(visit, "issue", "on", visit.today.office))" inputmode="numeric" size="11"></div>
            <div class="field"><label for="f-issue-due">\(visit.say("Hạn cập nhật", "Due date"))</label><input id="f-issue-due" name="due" value="\(Acts.value(visit, "issue", "due"))" inputmode="numeric" size="11"></div>
            """
        return folded(
            form("issue", visit.say("Cấp phát ngay", "Issue now"), style: "second", fields),
            visit.say("Cấp phát không qua trình, duyệt", "Issue without submitting"), "issue")
    }

    /// Those on whose behalf the visitor may sign off today.
    private var principals: [String] {
        guard let name = try? visit.account().name, let all = try? visit.register.delegations() else {
            return []
        }
        let from = all.filter { $0.covers(from: $0.fromName, to: name, on: visit.today) }.map(\.fromName)
        return Set(from).sorted()
    }

    private func behalf(_ act: String) -> HTML? {
        let names = principals
        if names.isEmpty { return nil }
        let known = desk.may("edition.approve") ? "" : names.first
        let chosen = Acts.value(visit, act, "onBehalfOf", known)
        let none = (value: "", text: visit.say("của chính tôi", "my own"))
        let options = (desk.may("edition.approve") ? [none] : []) + names.map { (value: $0, text: $0) }
        let items = options.map { option -> HTML in
            "<option value=\"\(option.value)\"\(option.value == chosen ? HTML.raw(" selected") : nil)>\(option.text)</option>"
        }
        return """
            <div class="field"><label for="f-behalf-\(act)">\(visit.say("Thay mặt", "On behalf of"))</label>\
            <select id="f-behalf-\(act)" name="onBehalfOf">\(items)</select></div>

            """
    }

    private var slip: HTML {
        let query = "on=\(preview.plan.day.iso)"
        return
            "<p><a href=\"\(desk.path)/next/slip?\(query)\">\(visit.say("Phiếu trình để in, ký", "The slip to print and sign"))</a></p>"
    }
}
