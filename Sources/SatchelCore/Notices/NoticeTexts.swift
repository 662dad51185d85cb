/// What a notice says to its reader, before it becomes a mail, a message or a letter.
package struct NoticeTexts: Sendable {
    package let kind: Notice.Kind
    /// The kit's name, and the edition's with it.
    package let kit: String
    package let edition: String
    /// Whom it is about, and by when.
    package let node: (name: String, code: String)
    package let dueOn: Day?
    package let writtenOn: Day
    /// One line; holds no secret.
    package internal(set) var subject: String
    package let greeting: String
    /// To whom it goes: `đồng chí …, Chi bộ thôn …`.
    package let reader: String
    /// What happened, in a few sentences.
    package internal(set) var body: [String]
    /// The branches it tells of, when it is about many.
    package internal(set) var branches: [Branch] = []
    /// What is asked for, and by when.
    package internal(set) var request: String
    /// The edition the recipient holds, when a receipt is known.
    package let held: String?
    /// Which of its copies are not up to date, when that is known.
    package let missing: String?
    /// What the changes are counted from, as a heading; nil when there are none to show.
    package let changesTitle: String?
    package let changes: [ChangeWords]
    /// The changes as a page to print; nil when there are none to show.
    package let exchange: Exchange?
    /// The reader's own page; nil for somebody who is not the recipient.
    package let link: String?
    package let linkTitle: String
    /// How to come there without the link, by a code; nil where there is no link.
    package let codeNote: CodeNote?
    package let linkNote: String
    package let contact: String
    package let office: String

    /// - Parameters:
    ///   - above: the committee an escalation goes to.
    ///   - on: the day the notice was written.
    ///   - link: left out of escalations, because whoever opens it acts for the branch; so is the code.
    package init(
        _ notice: Notice, _ facts: EditionFacts, _ digest: RecipientDigest, above: String? = nil, on day: Day,
        link: String?, code: OpeningCode? = nil, settings: Settings, language: Language
    ) {
        let wording = NoticeWording(
            notice: notice, facts: facts, digest: digest, above: above, day: day, office: settings.office)
        kind = notice.kind
        kit = facts.kit(language)
        edition = facts.name(language)
        node = (notice.nodeName, notice.nodeCode)
        dueOn = notice.dueOn
        writtenOn = day
        subject = wording.subject(language)
        greeting = wording.greeting(language)
        reader = wording.reader(language)
        body = wording.body.map { $0(language) }
        request = wording.request(language)
        held = wording.use?(language)
        missing = digest.missing?(language)
        let told = NoticeTexts.changes(notice, facts, digest)
        changes = told.map { ChangeWords($0, titles: facts.titles) }
        exchange =
            told.isEmpty
            ? nil
            : Exchange(
                slug: notice.kit, number: notice.edition, kit: facts.kit, from: digest.from, to: facts.label,
                changes: told)
        let title = notice.effectiveOn.map { Text("Dùng từ \($0.office)", "For use from \($0.office)") }
        changesTitle =
            changes.isEmpty ? nil : (title ?? digest.from.map { NoticeTexts.title(since: $0) })?(language)
        self.link = notice.kind == .escalation ? nil : link
        linkTitle = Text(
            "Trang riêng của \(notice.nodeName), không chuyển cho người khác:",
            "The page of \(notice.nodeName); please do not pass it on:")(language)
        codeNote =
            self.link == nil
            ? nil : code.map { CodeNote(address: settings.codeAddress, code: $0.text, language: language) }
        linkNote = Text(
            "Mở trang chưa phải là báo đã nhận; ở cuối trang có nút “Đã tải tệp” và “Đã thay xong trong cặp giấy”.",
            "Opening the page reports nothing; at its end are the buttons “Files received” and “Paper folder exchanged”."
        )(
            language)
        contact = NoticeTexts.contact(settings)(language)
        office = settings.office
    }

    /// The changes that a notice tells of: all since the edition held, or those that take effect on its day.
    private static func changes(
        _ notice: Notice, _ facts: EditionFacts, _ digest: RecipientDigest
    ) -> [KitManifest.Change] {
        switch notice.kind {
        case .newEdition, .reminder: digest.from == nil ? [] : digest.changes
        case .effective:
            facts.changes.filter { $0.isComing && $0.from.flatMap { Day($0) } == notice.effectiveOn }
        case .escalation, .withdrawal: []
        }
    }

    private static func title(since label: Text) -> Text {
        Text("Tài liệu thay thế, bổ sung so với \(label.vi)", "What changed since \(label.en)")
    }

    /// Whom to call.
    static func contact(_ settings: Settings) -> Text {
        let who = settings.officer.map { "\($0), \(settings.office)" } ?? settings.office
        let phone = settings.phone.map { Text(", điện thoại \($0)", ", telephone \($0)") } ?? Text("", "")
        return Text("Có việc chưa rõ, gọi \(who)\(phone.vi).", "Questions: \(who)\(phone.en).")
    }
}

/// Where to type the opening code, and the code.
package struct CodeNote: Sendable, Hashable {
    /// "or go to … and enter the code"; the code follows.
    package let words: String
    package let code: String

    init(address: String, code: String, language: Language) {
        words = Text("hoặc vào \(address) và nhập mã", "or go to \(address) and enter the code")(language)
        self.code = code
    }

    /// Both, in one line.
    package var line: String { "\(words) \(code)" }
}

/// The sentences of each kind of notice.
private struct NoticeWording {
    let notice: Notice
    let facts: EditionFacts
    let digest: RecipientDigest
    let above: String?
    let day: Day
    let office: String

    private var node: String { notice.nodeName }

    var subject: Text {
        let name = facts.name
        let due = notice.dueOn.map { Text(", hạn \($0.office)", ", due \($0.office)") } ?? Text("", "")
        switch notice.kind {
        case .newEdition:
            return Text("Thư báo: \(name.vi)\(due.vi)", "New edition: \(name.en)\(due.en)")
        case .reminder:
            let head =
                notice.isUrgent ? Text("Thư nhắc gấp", "Urgent reminder") : Text("Thư nhắc", "Reminder")
            return Text("\(head.vi): \(name.vi)\(due.vi)", "\(head.en): \(name.en)\(due.en)")
        case .escalation:
            return Text(
                "\(node): chưa cập nhật xong \(name.vi)", "\(node): not up to date with \(name.en)")
        case .withdrawal:
            return Text("Ngừng dùng \(name.vi)", "Withdrawn: \(name.en)")
        case .effective:
            let from = effectiveOn.office
            return Text("Từ ngày \(from): \(name.vi)", "From \(from): \(name.en)")
        }
    }

    var greeting: Text { Text("Kính gửi \(reader.vi)", "To \(reader.en)") }

    var reader: Text {
        if notice.kind == .escalation {
            let committee = above ?? "cấp ủy cấp trên của \(node)"
            let english = above ?? "the committee above \(node)"
            return notice.person.map { name in
                Text("đồng chí \(name), Bí thư \(committee)", "\(name), secretary of \(english)")
            } ?? Text("đồng chí Bí thư \(committee)", "the secretary of \(english)")
        }
        return notice.person.map { Text("đồng chí \($0), \(node)", "\($0), \(node)") }
            ?? Text("đồng chí bí thư \(node)", "the secretary of \(node)")
    }

    var body: [Text] {
        switch notice.kind {
        case .newEdition: [issue] + (facts.changesFrom == nil ? [whole] : [])
        case .reminder: [missing] + [heldLine].compactMap { $0 }
        case .escalation: [unfinished] + [heldLine].compactMap { $0 }
        case .withdrawal: [withdrawal]
        case .effective: [takesEffect]
        }
    }

    private var effectiveOn: Day { notice.effectiveOn ?? day }

    private var takesEffect: Text {
        let from = effectiveOn.office
        return Text(
            "Từ ngày \(from), dùng tài liệu mới ghi trong \(facts.name.vi); trước ngày đó chưa rút văn bản cũ.",
            "From \(from) on, use what \(facts.name.en) brought; do not take out the old papers before that day."
        )
    }

    private var issue: Text {
        let copy = notice.copyNumber
        let day = facts.issuedOn.office
        return Text(
            "\(office) cấp phát \(facts.name.vi), ngày \(day). Bản của \(node) mang số \(copy).",
            "\(office) issued \(facts.name.en) on \(day). The copy of \(node) is number \(copy).")
    }

    private var missing: Text {
        let due =
            notice.dueOn.map { Text(", hạn ngày \($0.office)", ", due on \($0.office)") } ?? Text("", "")
        if digest.reason == .paperBehind {
            return Text(
                "\(node) đã nhận tệp của \(facts.name.vi); đến ngày \(day.office), \(office) chưa có xác nhận đã thay trong cặp giấy\(due.vi).",
                "\(node) has received the files of \(facts.name.en); by \(day.office), \(office) has no word that the paper folder was exchanged\(due.en)."
            )
        }
        return Text(
            "Đến ngày \(day.office), \(office) chưa có xác nhận \(node) đã nhận \(facts.name.vi)\(due.vi).",
            "By \(day.office), \(office) has no receipt from \(node) of \(facts.name.en)\(due.en).")
    }

    /// What a committee is told of one branch.
    private var unfinished: Text {
        let due =
            notice.dueOn.map { Text(", hạn ngày \($0.office)", ", due on \($0.office)") } ?? Text("", "")
        let lack = digest.missing.map { Text("; còn thiếu \($0.vi)", "; missing: \($0.en)") } ?? Text("", "")
        return Text(
            "Đến ngày \(day.office), \(node) chưa cập nhật xong \(facts.name.vi)\(due.vi)\(lack.vi).",
            "By \(day.office), \(node) is not up to date with \(facts.name.en)\(due.en)\(lack.en)."
        )
    }

    private var withdrawal: Text {
        let from = (facts.withdrawnOn ?? day).office
        return Text(
            "\(office) ngừng dùng \(facts.name.vi), từ ngày \(from).",
            "\(office) withdrew \(facts.name.en) from \(from).")
    }

    var request: Text {
        let by =
            notice.dueOn.map { Text(", chậm nhất ngày \($0.office)", ", by \($0.office)") } ?? Text("", "")
        switch notice.kind {
        case .newEdition:
            return Text(
                "Đề nghị đồng chí tải về, thay trong cặp giấy và báo đã nhận\(by.vi). Bản rút ra nộp lại cho \(office), không hủy.",
                "Please download it, exchange the papers in the folder and confirm receipt\(by.en). Hand back what you take out; do not destroy it."
            )
        case .reminder:
            return Text(
                "Nếu đã nhận, đồng chí chỉ cần báo lại. Nếu chưa, đề nghị tải về và thay trong cặp giấy; có gì vướng xin gọi để ban giúp.",
                "If you have received it, just say so. If not, please download it and exchange the papers; call us if anything stands in the way."
            )
        case .escalation:
            return Text(
                "Đề nghị đồng chí nhắc và giúp chi bộ cập nhật. Nếu chi bộ đã làm xong, xin báo lại để ban ghi vào sổ.",
                "Please remind the branch and help it to update. If it has done so, tell us and we will record it."
            )
        case .withdrawal:
            return Text(
                "Việc cần làm: \(facts.instead ?? "chờ thông báo của \(office)")",
                "What to do: \(facts.instead ?? "wait for word from \(office)")")
        case .effective:
            let from = effectiveOn.office
            return Text(
                "Đến ngày \(from), đề nghị đồng chí rút văn bản cũ nộp lại cho \(office), đưa văn bản mới vào cặp giấy và báo đã thay.",
                "On \(from), please take out the old papers and hand them back, put the new ones into the folder, and confirm the exchange."
            )
        }
    }

    private var whole: Text {
        Text(
            "Đây là đợt đầu, gồm \(facts.count) tài liệu.",
            "This is the first edition; it holds \(facts.count) papers.")
    }

    private var heldLine: Text? {
        digest.held.map { held in
            switch digest.reason {
            case .paperBehind:
                Text(
                    "Theo sổ, trong cặp giấy là \(held.vi).",
                    "As recorded, the paper folder holds \(held.en).")
            case .withdrawnHeld:
                Text(
                    "Theo sổ, \(node) còn giữ \(held.vi), đợt đã ngừng dùng.",
                    "As recorded, \(node) still holds \(held.en), which is withdrawn.")
            case .notHandedOver, .neverReceived, .behind, nil:
                Text("Theo sổ, \(node) đang dùng \(held.vi).", "As recorded, \(node) uses \(held.en).")
            }
        }
    }

    /// What the branch uses, in a table's cell.
    var use: Text? {
        digest.held.map { held in
            digest.reason == .paperBehind
                ? Text("cặp giấy: \(held.vi)", "paper folder: \(held.en)") : held
        }
    }
}
