import SatchelCore
import Testing

@testable import SatchelWeb

/// The event log in plain words.
@Suite struct LogPagesTests {
    private let desk: WebDesk

    init() throws { desk = try WebDesk() }

    @Test(
        "every verb of the register has plain words in both languages",
        arguments: Account.Role.open.union(Account.Role.least.keys).sorted())
    func verbs(verb: String) throws {
        let text = try #require(VerbTexts.all[verb])
        #expect(text.vi != verb && text.en != verb && !text.vi.isEmpty && !text.en.isEmpty)
    }

    @Test("the newest lines come first, fifty to a page, and filters keep their values")
    func pages() async throws {
        let total = try desk.office.register.events(EventSearch()).total
        try #require(total > 50)
        let page = try await desk.get("/log", as: .viewer)
        // Signing in is a line of its own.
        let told = try #require(page.words.firstMatch(of: /Trang 1\/(\d+), (\d+) dòng/))
        let rows = try #require(Int(told.output.2))
        #expect(rows > total && Int(told.output.1) == (rows + 49) / 50)
        #expect(page.words.contains("lập tài khoản"))
        #expect(page.bytes.count < 60_000)
        let filtered = try await desk.get("/log?user=quan-tri&verb=account.add", as: .viewer)
        #expect(filtered.text.contains("value=\"quan-tri\""))
        #expect(filtered.text.contains("<option value=\"account.add\" selected>"))
        #expect(filtered.text.components("<tr><th scope=\"row\">") == WebDesk.names.count)
    }

    @Test("days, names and words narrow the log; a mark of SQL is only a letter")
    func search() throws {
        let register = desk.office.register
        let all = try register.events(EventSearch())
        #expect(all.events.count == all.total)
        #expect(try register.events(EventSearch(verb: "account.add")).total == 4)
        #expect(try register.events(EventSearch(user: "QUAN-tri", verb: "account.add")).total == 4)
        #expect(try register.events(EventSearch(user: "%")).total == 0)
        #expect(try register.events(EventSearch(text: "kiem-tra")).total >= 1)
        let today = desk.office.clock.today
        let before = try register.events(EventSearch(to: today.advanced(by: -1))).total
        let since = try register.events(EventSearch(from: today)).total
        #expect(before + since == all.total && since >= 4)
        let second = try register.events(EventSearch(), limit: 10, offset: 10).events
        #expect(second.map(\.id) == all.events[10..<20].map(\.id))
    }

    @Test("the table downloads with all lines, oldest first, in the order of the columns of the command line")
    func csv() async throws {
        let page = try await desk.get("/log.csv?verb=account.add", as: .viewer)
        #expect(page.headers[.contentType] == "text/csv; charset=utf-8")
        let table = try CSVTable(page.bytes)
        #expect(table.header == ["Số", "Lúc", "Ai", "Thay mặt", "Việc", "Về", "Chi tiết"])
        #expect(table.rows.count == 4)
        #expect(table.rows[0].fields[5] == "quan-tri")
    }

    @Test("a day that does not exist is refused in words")
    func badDay() async throws {
        let page = try await desk.get("/log?from=31/02/2025")
        #expect(page.status == 422)
    }
}

extension String {
    /// How often a piece stands in it.
    fileprivate func components(_ piece: String) -> Int {
        split(separator: piece, omittingEmptySubsequences: false).count - 1
    }
}
