import Foundation
import SatchelCore
import TestSupport
import Testing

@testable import SatchelWeb

/// The lists of what is to be passed on by hand: whom to call, what to copy, what came back.
@Suite struct NoticeListTests {
    private let desk: WebDesk
    private let clerk = Actor(user: "lan")
    private let everyHour = WorkingCalendar(weekdays: Set(1...7), hours: 0..<1440)

    init() throws { desk = try WebDesk() }

    private var register: Register { desk.office.register }

    /// Tells the committees above whoever is behind; they are reached by telephone alone.
    /// - Returns: its kit's edition, and the call to that committee.
    private func escalated() throws -> (path: String, call: ReaderNotices) {
        let kit = "bi-thu-chi-bo-thon"
        let edition = try register.edition(of: kit)
        _ = try register.remind(kit: kit, on: desk.office.clock.today, escalating: true, by: clerk)
        let call = try desk.office.calls(of: kit, edition.number).first { call in
            call.subjects.contains { $0.isEscalation && $0.codes.count > 1 }
        }
        return (NoticePath.of(kit, edition.number), try #require(call))
    }

    /// The page as it would be printed has its table: what stands on paper alone, or on the screen alone, says so.
    @Test("a list prints with its table, without boxes, and with room to write what was said")
    func printed() async throws {
        let (path, _) = try escalated()
        let page = try await desk.get("\(path)/telephone", as: .clerk)
        #expect(page.text.contains("<td class=\"onpaper\" data-label=\"Kết quả\">"))
        #expect(page.text.contains("<td class=\"onpaper\" data-label=\"Ngày gọi\">"))
        #expect(page.text.contains("<td class=\"noprint\" data-label=\"Đã gọi\">"))
        let hidden = try #require(
            Stylesheet.text.firstMatch(of: /@media print\{.*?([^{}]*)\{display:none!important\}/))
        let parts = hidden.output.1.split(separator: ",").map(String.init)
        #expect(parts.contains("form .field") && !parts.contains("form"))
    }

    @Test("one row a reader: an escalation names the committee's secretary and all branches, ticked at once")
    func escalation() async throws {
        let (path, call) = try escalated()
        let page = try await desk.get("\(path)/telephone", as: .clerk)
        let codes = try #require(call.subjects.first { $0.isEscalation }).codes
        #expect(page.words.contains("báo cấp trên về \(codes.count) chi bộ"))
        #expect(page.words.contains(try #require(call.reader.person)))
        #expect(page.text.contains("href=\"\(NodePath.of(codes[1]))\""))
        #expect(page.text.contains("value=\"\(call.ids)\""))
        let sent = try await desk.post("\(path)/telephone", as: .clerk, [("id", call.ids)])
        #expect(sent.location == "\(path)/telephone?done=finished&n=1")
        let states = Set(
            try register.notices().filter { notice in call.notices.contains { $0.id == notice.id } }
                .map(\.course.state))
        #expect(states == [.done])
        let after = try await desk.get(try #require(sent.location), as: .clerk)
        #expect(after.words.contains("Đã ghi gọi xong 1 người."))
        #expect(!after.text.contains("value=\"\(call.ids)\""))
    }

    @Test("nothing ticked is refused on the list itself")
    func nothing() async throws {
        let (path, call) = try escalated()
        let page = try await desk.post("\(path)/telephone", as: .clerk)
        #expect(page.status == 422)
        #expect(page.words.contains("Chưa đánh dấu nơi nào"))
        #expect(page.text.contains("value=\"\(call.ids)\""))
    }

    @Test("the page over all editions, the edition's page and the exports name the same people")
    func same() async throws {
        let (path, call) = try escalated()
        let all = try desk.office.calls()
        let table = try desk.office.table(of: .telephone(), .vi)
        #expect(table.rows.count == all.count)
        #expect(table.rows.map { $0[3].text } == all.map(\.reader.code))
        #expect(table.headings.contains("Hạn gọi") && table.headings.contains("Kết quả"))
        let told = Set(all.flatMap(\.notices).map(\.id))
        #expect(told.isSuperset(of: call.notices.map(\.id)))
        #expect(told == Set(try desk.office.noticesToCall(NoticeSearch()).map(\.id)))
        let page = try await desk.get("/notices/telephone", as: .clerk)
        #expect(page.status == 200 && page.bytes.count < 60_000)
        #expect(page.words.contains(try #require(all.first).reader.name))
        #expect(try await desk.get("/notices").text.contains("href=\"/notices/telephone\""))
        #expect(try await desk.get("\(path)/telephone", as: .viewer).status == 200)
    }

    @Test("who has no number is given one, or written to on paper")
    func numberless() async throws {
        let call = try #require(
            try desk.office.calls().first { $0.reader.phone == nil && $0.reader.person != nil })
        let first = call.notices[0]
        let path = "\(NoticePath.of(first.kit, first.edition))/telephone"
        let page = try await desk.get(path, as: .clerk)
        #expect(page.text.contains("href=\"\(NodePath.of(call.reader.code, "contact"))\""))
        let letter = "/notices/letter?of=\(first.id)"
        #expect(page.text.contains("href=\"\(letter)\""))
        let printed = try await desk.get(letter, as: .clerk)
        #expect(printed.status == 200 && printed.text.contains(call.reader.name))
        #expect(try await desk.get(letter, as: .viewer).status == 403)
        #expect(try await desk.get("/notices/letter?of=0", as: .clerk).status == 404)
        try register.reach(
            holderAt: call.reader.code, phone: "0900 111 222", email: nil, chat: nil,
            from: desk.office.clock.today, by: clerk)
        #expect(try await desk.get(path, as: .clerk).text.contains("tel:0900111222"))
    }

    @Test("a receipt code typed in on the list is recorded and leads back to it, and nowhere else")
    func receipt() async throws {
        let (path, _) = try escalated()
        let back = "\(path)/telephone"
        #expect(try await desk.get(back, as: .clerk).text.contains("name=\"back\" value=\"\(back)\""))
        let edition = try register.edition(of: "bi-thu-chi-bo-thon")
        let place = try register.recipients(of: edition, on: desk.office.clock.today, only: ["CMO-02"])
        let recipient = try #require(place.first?.id)
        let code = try #require(
            try desk.office.receiptCode(recipient: recipient, edition: edition.number)
        ).text
        let sent = try await desk.post(
            "/receipts/code", as: .clerk, [("code", code), ("day", "21/11/2025"), ("back", back)])
        #expect(sent.location == "\(back)?done=recorded")
        let away = try await desk.post(
            "/receipts/code", as: .clerk,
            [("code", code), ("day", "21/11/2025"), ("back", "https://elsewhere.example/telephone")])
        #expect(away.location?.hasPrefix("/receipts?") == true)
    }

    @Test("a text is copied, marked as sent by its own button, and is gone from its place in the list")
    func chat() async throws {
        let count = try #require(
            register.noticeCounts().first { $0.channel == .chat && $0.waiting > 1 })
        let path = "\(NoticePath.of(count.kit, count.edition))/chat"
        let messages = try desk.office.messages(.chat, of: count.kit, count.edition)
        let page = try await desk.get(path, as: .clerk)
        #expect(page.words.contains("Sao chép"))
        #expect(page.text.contains("formaction=\"\(path)?at=2\""))
        let sent = try await desk.post(
            "\(path)?at=2", as: .clerk, [("only", messages[1].ids), ("id", messages[0].ids)])
        #expect(sent.location == "\(path)?done=finished&n=1#n2")
        let left = try desk.office.messages(.chat, of: count.kit, count.edition)
        #expect(left.map(\.ids) == messages.map(\.ids).filter { $0 != messages[1].ids })
        let chats = messages.compactMap { $0.notices[0].chat }
        #expect(!chats.isEmpty && chats.allSatisfy { !$0.contains("Nhóm") })
    }

    @Test(
        "what failed is grouped by address over all editions, with the reason and the way to another address")
    func failed() async throws {
        try register.writeDueNotices(calendar: everyHour, by: clerk)
        let message = try #require(try register.lease(.mail, most: 1, by: "a", calendar: everyHour).first)
        let lead = message.lead
        try register.record([
            DeliveryOutcome(message, .refused(code: 550, text: "không có hộp thư", isAboutRecipient: true))
        ])
        let page = try await desk.get("/notices/failed", as: .clerk)
        #expect(page.words.contains("550 không có hộp thư"))
        #expect(page.words.contains(try #require(lead.email)))
        #expect(page.text.contains("/contact\""))
        let overview = try await desk.get("/notices", as: .clerk)
        #expect(overview.text.contains("href=\"/notices/failed\""))
        #expect(overview.words.contains("Địa chỉ không nhận thư (1)"))
        let ids = message.notices.map { "\($0.id)" }.joined(separator: ",")
        #expect(try await desk.post("/notices/failed", as: .viewer, [("id", ids)]).status == 403)
        let sent = try await desk.post("/notices/failed", as: .clerk, [("id", ids)])
        #expect(sent.location == "/notices/failed?done=finished&n=\(message.notices.count)")
        #expect(try register.notices(NoticeSearch(state: .failed)).isEmpty)
    }

    @Test("a mail server that takes nothing is told on the page of notices and among today's tasks")
    func heldBack() async throws {
        #expect(try register.outbox().held.isEmpty)
        try register.writeDueNotices(calendar: everyHour, by: clerk)
        let message = try #require(try register.lease(.mail, most: 1, by: "a", calendar: everyHour).first)
        try register.record([
            DeliveryOutcome(message, .released(after: 60, text: "không nối được máy chủ"))
        ])
        let held = try #require(try register.outbox().held.first)
        #expect(held.channel == .mail && held.reply == "không nối được máy chủ")
        #expect(held.count == (try register.count(NoticeSearch(channel: .mail, state: .waiting))))
        let told = "Máy chủ thư không nhận: không nối được máy chủ, còn \(held.count) thư chờ"
        #expect(try await desk.get("/notices").words.contains(told))
        #expect(try await desk.get("/").words.contains(told))
    }

    @Test("a branch's page tells what became of each notice, and what the committee above was told apart")
    func branch() async throws {
        let (_, call) = try escalated()
        let code = try #require(call.subjects.first { $0.isEscalation }).codes[0]
        let before = try await desk.get(NodePath.of(code))
        #expect(before.words.contains("Thư báo, thư nhắc ("))
        #expect(before.words.contains("Đã báo cấp trên (1)"))
        #expect(before.words.contains("soạn "))
        let own = try register.notices(NoticeSearch(node: code)).filter { $0.course.state == .waiting }
        try register.finish(notices: own.map(\.id), by: clerk)
        let after = try await desk.get(NodePath.of(code))
        #expect(after.words.contains("đã gọi"))
        #expect(!after.words.contains("đang chờ"))
    }

    @Test("reminders are asked for first, with how many go which way; an escalation says that it was one")
    func asked() async throws {
        let kit = "bi-thu-chi-bo-thon"
        let path = NoticePath.of(kit, try register.edition(of: kit).number)
        let page = try await desk.get("\(path)/remind?escalate=1", as: .clerk)
        #expect(page.status == 200)
        #expect(page.words.contains("Sẽ báo cấp trên về 39 nơi") && page.words.contains("gọi điện: 3 người"))
        #expect(!page.words.contains("hôm nay đã được báo"))
        #expect(try await desk.get("\(path)/remind", as: .viewer).status == 403)
        let sent = try await desk.post("\(path)/remind", as: .clerk, [("escalate", "1")])
        #expect(sent.location == "\(path)?done=escalated&n=39")
        #expect(
            try await desk.get(try #require(sent.location)).words.contains("Đã báo cấp trên về 39 nơi."))
        // Nobody is told twice.
        let again = try await desk.get("\(path)/remind?escalate=1", as: .clerk)
        #expect(again.words.contains("Không còn nơi nào phải báo"))
        #expect(again.words.contains("39 nơi nữa hôm nay đã được báo như vậy, nên không báo lại"))
    }
}
