import SatchelCore

/// The lists people work through after a removal, and its papers.
extension RemovalPages {
    static func counts(_ report: RemovalReport, _ visit: Visit) -> String {
        let all = Set(report.receivers.map(\.code)).count
        let held = Set(report.receivers.filter { $0.state == .held }.map(\.code)).count
        return visit.say(
            Text(
                "{n} nơi đã tải hoặc đã nhận, {held} nơi còn giữ; {silent} lượt đã cấp chưa có chứng cứ",
                "{n} places downloaded or received it, {held} hold it; {silent} supplies without any proof"),
            ["n": "\(all)", "held": "\(held)", "silent": "\(report.withoutProof)"])
    }

    static func receivers(_ report: RemovalReport, _ visit: Visit) -> HTML? {
        if report.receivers.isEmpty { return nil }
        var table = Table([
            .init(visit.say("Nơi nhận", "Place")), .init(visit.say("Cặp, đợt", "Kit, edition")),
            .init(visit.say("Bản", "Copy")), .init(visit.say("Chứng cứ", "Proof")),
            .init(visit.say("Người nhận, điện thoại", "Person, telephone")),
            .init(visit.say("Tình trạng", "State")),
        ])
        table.rows = visit.paged(report.receivers).map { row($0, report, visit) }
        return visit.card(
            visit.say("Nơi đã tải hoặc đã nhận", "Who downloaded or received it"),
            "\(table.html)\(visit.pager(report.receivers.count))")
    }

    private static func row(_ receiver: Receiver, _ report: RemovalReport, _ visit: Visit) -> [HTML] {
        let kit = report.kits[receiver.kit].map { visit.say($0) } ?? receiver.kit
        let number = visit.say("số", "no.")
        let now: HTML? = receiver.holder.map { "; \(visit.say("nay gọi", "now call")) \($0)" }
        let phone: HTML? = receiver.phone.map { "<br><a href=\"tel:\($0)\">\($0)</a>" }
        let state =
            receiver.state == .held
            ? Mark.bad(visit.say(receiver.state.text))
            : Mark.ok("\(visit.say(receiver.state.text)) \(receiver.stateOn.office)")
        return [
            "\(receiver.node) <span class=\"soft small\">\(receiver.code)</span>",
            "\(kit), \(visit.say(PageWords.edition(receiver.edition, nil)))",
            "\(visit.say(receiver.copy.text)) \(number) \(receiver.copyNumber)",
            "\(visit.say(receiver.proof.text)) \(receiver.receivedOn.office)",
            "\(receiver.person ?? "")\(now)\(phone)", state,
        ]
    }

    /// The copies of the register that people have to destroy: the program cannot reach them.
    static func copies(_ report: RemovalReport, _ visit: Visit) -> HTML? {
        if report.copies.isEmpty { return nil }
        let items = report.copies.map { copy -> HTML in
            let made = copy.madeOn.map { " (\($0.office))" } ?? ""
            return "<li><span>\(copy.path)\(made)</span></li>\n"
        }
        return visit.card(
            visit.say("Bản sao còn tài liệu, phải tự hủy", "Copies that hold it, to be destroyed by hand"),
            "<ul class=\"plain\">\(items)</ul>")
    }

    @Sendable static func record(_ visit: Visit) throws -> Answer {
        let number = try visit.id("number")
        let report = try visit.office.report(on: number)
        guard let removal = report.removal else {
            throw SatchelError(.removalUnknown, ["removal": "\(number)"])
        }
        let clock = visit.office.clock
        let sheet = RemovalSheet(
            removal, report, stamp: clock.stamp(removal.at), day: clock.day(of: removal.at),
            settings: visit.office.settings, language: visit.language)
        return visit.paper(sheet.html)
    }

    /// The words to call it back with, to paste into a mail or a chat, or to read on the telephone.
    @Sendable static func recall(_ visit: Visit) throws -> Answer {
        let number = try visit.id("number")
        let report = try visit.office.report(on: number)
        let texts = RecallTexts(report, settings: visit.office.settings, language: visit.language)
        let title = visit.say("Lời thu hồi", "Words of recall")
        func part(_ name: String, _ text: String) -> HTML {
            visit.card(
                name, "\(text.split(separator: "\n").map { "<p>\(String($0))</p>" as HTML })")
        }
        return visit.page(
            title, at: .documents, isNarrow: true,
            """
            <div><p class="eyebrow"><a href="/removals/\(Int(number))">\(visit.say(Text("Lần gỡ số {n}", "Removal {n}"), ["n": "\(number)"]))</a></p><h1>\(title)</h1></div>
            <p class="soft">\(visit.say("Không lời nào nêu tên tài liệu. Đừng viết thêm tên vào.", "None of them names the document. Do not add its name."))</p>
            \(part(visit.say("Thư điện tử", "Mail"), texts.subject + "\n" + texts.mail))
            \(part(visit.say("Tin nhắn", "Chat"), texts.chat))
            \(part(visit.say("Gọi điện", "Telephone"), texts.telephone))
            """)
    }
}
