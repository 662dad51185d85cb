import TestSupport
import Testing

@testable import SatchelCore

@Suite("Documents in the register")
struct RegisterDocumentTests {
    @Test("A document is cited with its date as far as it is known")
    func cited() {
        func citation(_ date: String) -> String {
            Document(
                id: 1, symbol: "12-HD/BTCTW", type: "Hướng dẫn", bodyID: 1, body: "B", title: "T",
                access: .open,
                verified: .original, source: nil,
                dates: DocumentDates(issuedOn: PartialDate(date) ?? .unknown)
            ).citation
        }
        #expect(citation("06/07/2018") == "Hướng dẫn 12-HD/BTCTW, ngày 06/07/2018")
        #expect(citation("07/2018") == "Hướng dẫn 12-HD/BTCTW, tháng 07/2018")
        #expect(citation("2018") == "Hướng dẫn 12-HD/BTCTW, năm 2018")
        #expect(citation("") == "Hướng dẫn 12-HD/BTCTW")
    }

    @Test("A document is kept as entered, in canonical form, and the log says by whom")
    func added() throws {
        let desk = try Desk()
        let entered = NewDocument(
            symbol: "12 – HD/BTCTW", type: "huong dan", body: "ban tổ chức trung ương",
            title: "  Về nâng cao chất lượng sinh hoạt chi bộ ",
            dates: dates("06/07/2018", from: "01/07/2018", to: "31/12/2030"), access: "nội bộ",
            verified: .original,
            source: "Công báo")
        let actor = Actor(user: "lan", onBehalfOf: "hoa")
        let id = try desk.register.add(documents: [entered], from: "tay", by: actor)[0]
        let document = try desk.register.document(id)
        #expect(document.symbol == "12-HD/BTCTW")
        #expect(document.type == "Hướng dẫn")
        #expect(document.body == "Ban Tổ chức Trung ương")
        #expect(document.title == "Về nâng cao chất lượng sinh hoạt chi bộ")
        #expect(document.access == .internal)
        #expect(document.verified == .original)
        #expect(document.source == "Công báo")
        #expect(document.dates == dates("06/07/2018", from: "01/07/2018", to: "31/12/2030"))
        #expect(document.key == "12-HD/BTCTW@06/07/2018")
        #expect(document.citation == "Hướng dẫn 12-HD/BTCTW, ngày 06/07/2018")
        let event = try #require(try desk.register.lastEvent())
        #expect(event.verb == "document.add")
        #expect(event.user == "lan")
        #expect(event.onBehalfOf == "hoa")
        #expect(event.instant == desk.clock.now)
    }

    @Test("One symbol of one body on two dates is two documents; numbers restart each term")
    func sameSymbolTwice() throws {
        let desk = try Desk()
        for date in ["20/09/2016", "28/09/2021", "19/05/2026"] {
            try desk.register.enter("01-HD/BTCTW", date)
        }
        #expect(try desk.register.documents().count == 3)
    }

    @Test(
        "A document cannot be entered twice, however it is written and as far as its date is known",
        arguments: [
            ("12-HD/BTCTW", "06/07/2018"), ("12 – hd/btctw", "6-7-2018"), ("12-HD/BTCTW", "07/2018"),
            ("12-HD/BTCTW", "2018"), ("12-HD/BTCTW", "?"),
        ])
    func twice(symbol: String, date: String) throws {
        let desk = try Desk()
        try desk.register.enter("12-HD/BTCTW", "06/07/2018")
        let error = try expectRefused(.documentTwice, leaving: desk.register) {
            try desk.register.enter(symbol, date)
        }
        #expect(error?.arguments["document"]?.contains("12-HD/BTCTW") == true)
    }

    @Test("Known by its year alone, a document cannot be entered again with a day of that year")
    func yearThenDay() throws {
        let desk = try Desk()
        try desk.register.enter("38-HD/BTCTW", "2025")
        try expectRefused(.documentTwice, leaving: desk.register) {
            try desk.register.enter("38-HD/BTCTW", "11/08/2025")
        }
        try desk.register.enter("38-HD/BTCTW", "11/08/2024")
        #expect(try desk.register.documents().count == 2)
    }

    @Test("After a date is learnt, that date is taken and the others are free")
    func twiceAfterLearning() throws {
        let desk = try Desk()
        let id = try desk.register.enter("38-HD/BTCTW", "2025")
        try desk.register.learn(dates: dates("11/08/2025"), of: id, by: tester)
        #expect(try desk.register.document(id).dates.issuedOn == PartialDate("11/08/2025"))
        try expectRefused(.documentTwice, leaving: desk.register) {
            try desk.register.enter("38-HD/BTCTW", "11/08/2025")
        }
        try desk.register.enter("38-HD/BTCTW", "12/08/2025")
        #expect(try desk.register.documents().count == 2)
    }

    @Test(
        "Learning a date that may be another document's is refused",
        arguments: ["06/07/2018", "07/2018", "2018", "?"])
    func learningAnothersDate(date: String) throws {
        let desk = try Desk()
        try desk.register.enter("12-HD/BTCTW", "06/07/2018")
        let other = try desk.register.enter("12-HD/BTCTW", "2022")
        try expectRefused(.documentTwice, leaving: desk.register) {
            try desk.register.learn(dates: dates(date), of: other, by: tester)
        }
    }

    @Test("Learning about a document that is not there, or dates that contradict, is refused")
    func learningRefused() throws {
        let desk = try Desk()
        let id = try desk.register.enter("12-HD/BTCTW", "06/07/2018")
        try expectRefused(.documentUnknown, leaving: desk.register) {
            try desk.register.learn(dates: dates("2018"), of: 99, by: tester)
        }
        try expectRefused(.datesContradict, leaving: desk.register) {
            try desk.register.learn(dates: dates("06/07/2018", to: "05/07/2018"), of: id, by: tester)
        }
    }

    @Test("Before a date was learnt the register still answers as it knew then")
    func knownAt() throws {
        let desk = try Desk(on: "01/06/2026")
        let id = try desk.register.enter("38-HD/BTCTW", "2025")
        let before = try desk.register.known(at: desk.clock.now)
        desk.clock.move(to: "02/06/2026")
        try desk.register.learn(dates: dates("11/08/2025"), of: id, by: tester)
        let answers = [before, .now].map { known in
            try? desk.register.inForce(known).status(of: id, on: day("01/02/2025")).status
        }
        #expect(answers == [.inForce, .notYetInForce])
        #expect(try desk.register.documents(before).map(\.dates.issuedOn) == [.year(2025)])
    }

    @Test("Documents without a symbol are told apart by their titles")
    func withoutSymbol() throws {
        let desk = try Desk()
        try desk.register.enter(nil, "01/2011", title: "Điều lệ Đảng")
        try expectRefused(.documentTwice, leaving: desk.register) {
            try desk.register.enter(" ", "2011", title: "ĐIỀU LỆ  ĐẢNG")
        }
        try desk.register.enter(nil, "01/2011", title: "Cương lĩnh chính trị")
    }

    @Test("A body that is not there is refused, with the name that was probably meant")
    func bodyUnknown() throws {
        let desk = try Desk()
        let error = try expectRefused(.bodyUnknown, leaving: desk.register) {
            try desk.register.add(
                documents: [newDocument("12-HD/BTCTW", "2018", body: "Ban Tổ chức Trung ươg")], by: tester)
        }
        #expect(error?.arguments["near"] == "Ban Tổ chức Trung ương")
        #expect(error?.message(in: .vi).contains("Có phải “Ban Tổ chức Trung ương”?") == true)
        let far = expectError(.bodyUnknown) {
            try desk.register.add(
                documents: [newDocument("12-HD/BTCTW", "2018", body: "Sở Y tế")], by: tester)
        }
        #expect(far?.arguments["near"] == "")
        #expect(far?.message(in: .en).contains("Did you mean") == false)
    }

    @Test("A type word that is not known is refused, with the one that was probably meant")
    func typeUnknown() throws {
        let desk = try Desk()
        let error = try expectRefused(.typeUnknown, leaving: desk.register) {
            try desk.register.add(
                documents: [newDocument("12-HD/BTCTW", "2018", type: "Hướng dẩm")], by: tester)
        }
        #expect(error?.arguments["near"] == "Hướng dẫn")
    }

    @Test(
        "A document marked secret is refused in every wording",
        arguments: ["Mật", "MẬT", "mat", "Tối mật", "Tuyệt mật", "TUYỆT  MẬT", "secret", "top secret"])
    func secret(level: String) throws {
        let desk = try Desk()
        let error = try expectRefused(.secretRefused, leaving: desk.register) {
            try desk.register.add(documents: [newDocument("12-HD/BTCTW", "2018", access: level)], by: tester)
        }
        #expect(error?.arguments["level"] == level)
    }

    @Test("Broken symbols, empty titles, unknown access and an end before the beginning are refused")
    func refused() throws {
        let desk = try Desk()
        let cases: [(SatchelError.Code, NewDocument)] = [
            (.symbolBroken, newDocument("12-HD", "2018")),
            (.titleMissing, newDocument("12-HD/BTCTW", "2018", title: " ")),
            (.accessUnknown, newDocument("12-HD/BTCTW", "2018", access: "kín")),
            (.datesContradict, newDocument("12-HD/BTCTW", "06/07/2018", to: "05/07/2018")),
            (.datesContradict, newDocument("12-HD/BTCTW", "?", from: "06/07/2018", to: "05/07/2018")),
        ]
        for (code, document) in cases {
            try expectRefused(code, leaving: desk.register) {
                try desk.register.add(documents: [document], by: tester)
            }
        }
    }

    @Test("When one of several documents is refused, none is taken in")
    func allOrNone() throws {
        let desk = try Desk()
        try expectRefused(.documentTwice, leaving: desk.register) {
            try desk.register.add(
                documents: [newDocument("12-HD/BTCTW", "06/07/2018"), newDocument("12-HD/BTCTW", "07/2018")],
                by: tester)
        }
        #expect(try desk.register.documents().isEmpty)
    }

    @Test(
        "A wrong date is no date",
        arguments: [
            "31/02/2025", "29/02/2025", "02/25/2020", "2/25/2020", "25/2/20", "01/13/2025", "00/01/2025",
            "32/01/2025",
            "2025/00", "0/2025", "1/1/1899", "1/1/2200", "25/02/2020 10:27", "20250101", "hôm qua",
            "25//2020",
        ])
    func wrongDates(text: String) {
        #expect(PartialDate(text) == nil)
        #expect(Day(text) == nil)
    }

    @Test("A right date is read day first or year first")
    func rightDates() {
        for text in ["28/10/2025", "28-10-2025", "28.10.2025", "2025-10-28", " 28/10/2025\u{A0}"] {
            #expect(Day(text)?.number == 20_251_028)
        }
        #expect(Day("29/02/2024")?.number == 20_240_229)
        #expect(Day("29/02/1900") == nil)
        #expect(PartialDate("10/2025")?.number == 20_251_000)
        #expect(PartialDate("2025")?.number == 20_250_000)
    }
}
