import TestSupport
import Testing

@testable import SatchelCore

@Suite("Lists tried before they are taken in")
struct ImportOutlookTests {
    private static let people = "Mã,Họ tên,Chức vụ,Điện thoại,Thư điện tử,Từ ngày\n"

    private func desk() throws -> Desk {
        let desk = try Desk()
        try desk.register.add(nodes: Board.nodes, by: tester)
        return desk
    }

    @Test("a trial tells what would come of it and writes nothing; the same list is then taken in as told")
    func trial() throws {
        let register = try Desk().register
        let bytes = try fixture("documents.xlsx")
        let before = try register.dump()
        let outlook = try register.tryImport(.documents, bytes, file: "a.xlsx", by: tester)
        #expect(try register.dump() == before)
        #expect([outlook.rows, outlook.added, outlook.changed, outlook.unchanged] == [3, 3, 0, 0])
        #expect(outlook.samples.map(\.line) == [5, 6, 7])
        #expect(
            outlook.samples[0].words.hasPrefix(
                "12-HD/BTCTW · Hướng dẫn · Ban Tổ chức Trung ương · 06/07/2018"))
        #expect(try register.take(.documents, bytes, file: "a.xlsx", by: tester) == outlook)
        #expect(try register.documents().count == 3)
    }

    @Test(
        "a trial tells every mistake, and refuses whom the list would refuse", arguments: ImportList.allCases)
    func mistakes(list: ImportList) throws {
        let register = try Desk().register
        let before = try register.dump()
        let head = list.columns.map { "\"\($0.text.vi)\"" }.joined(separator: ",")
        let rows = ["x", "y"].map { word in list.columns.map { _ in word }.joined(separator: ",") }
        let bytes = Array("\(head)\n\(rows.joined(separator: "\n"))\n".utf8)
        let error = expectError(.faultsInFile) {
            try register.tryImport(list, bytes, file: "a.csv", by: tester)
        }
        #expect(Set(error?.faults.map(\.line) ?? []) == [2, 3])
        #expect(try register.dump() == before)
        let blank = try register.tryImport(list, list.blank(.en).csv, file: "a.csv", by: tester)
        #expect(blank.rows == 0 && blank.samples.isEmpty)
        let first = NewAccount(name: "quân", role: .administrator, at: nil, from: day("01/01/2026"), to: nil)
        try register.add(account: first, by: tester)
        expectError(.accountMissing) {
            try register.tryImport(list, list.blank(.vi).csv, file: "a.csv", by: Actor(user: "x"))
        }
    }

    @Test("decisions are tried as well, with nothing of them left")
    func reorganisations() throws {
        let register = try desk().register
        let before = try register.dump()
        let rows =
            "Việc,Mã,Số quyết định,Ngày quyết định,Ngày hiệu lực\ngiải thể,CB3,5-QĐ/ĐU,01/05/2026,01/06/2026\n"
        let outlook = try register.tryImport(.reorganisations, Array(rows.utf8), file: "a.csv", by: tester)
        #expect(outlook.added == 1)
        #expect(try register.dump() == before)
    }

    @Test("a list of holders appoints, changes how people are reached, and leaves the rest")
    func holders() throws {
        let desk = try desk()
        let register = desk.register
        let rows = """
            CQ1,Lê Văn Mới,,0901 000 000,,01/05/2026
            CB1,rơ châm h'lan,,,,
            CB2,Nay Hương,bí thư,0902 000 000,,
            CB3,Siu Khác,,,khac@cb3.example,15/05/2026
            CB3,Siu Phó,Phó Bí thư,,,15/05/2026

            """
        let bytes = Array((Self.people + rows).utf8)
        let outlook = try register.tryImport(.holders, bytes, file: "a.csv", by: tester)
        #expect([outlook.added, outlook.changed, outlook.unchanged] == [2, 3, 0])
        #expect(outlook.samples.map(\.effect) == [.added, .changed, .changed, .changed, .added])
        try register.take(.holders, bytes, file: "a.csv", by: tester)
        let tree = try register.organisation(on: day("01/06/2026"))
        let holders = try register.holders(on: day("01/06/2026"))
        func told(_ code: String) throws -> [String] {
            try (holders[tree.node(code: code).id] ?? []).map {
                "\($0.person) \($0.role) \($0.phone ?? "-") \($0.chat ?? "-") \($0.from.office)"
            }.sorted()
        }
        #expect(try told("CQ1") == ["Lê Văn Mới Bí thư 0901 000 000 - 01/05/2026"])
        #expect(try told("CB2") == ["Nay Hương Bí thư 0902 000 000 huong.cb2 01/06/2026"])
        #expect(
            try told("CB3") == ["Siu Khác Bí thư - - 15/05/2026", "Siu Phó Phó Bí thư - - 15/05/2026"])
        #expect(
            try register.holders(on: day("14/05/2026"))[tree.node(code: "CB3").id]?.map(\.person) == [
                "Siu Bình"
            ])
        #expect(try register.tryImport(.holders, bytes, file: "a.csv", by: tester).unchanged == 5)
        #expect(try register.lastEvent()?.verb == "holder.import")
    }

    @Test(
        "a heading that lists had before is still read, and a person's days stay one term under another number"
    )
    func formerHeading() throws {
        let register = try desk().register
        let list =
            "Mã,Họ tên,Điện thoại,Nhóm trò chuyện,Từ ngày\nCB1,Rơ Châm H'Lan,0901 000 001,lan.cb1,01/05/2026\n"
        try register.take(.holders, Array(list.utf8), file: "a.csv", by: tester)
        let node = try register.organisation(on: day("01/06/2026")).node(code: "CB1").id
        let holder = try #require(try register.holders(on: day("01/06/2026"))[node]?.first)
        #expect(holder.chat == "lan.cb1" && holder.from == day("01/05/2026"))
        let terms = try register.history(of: "CB1").holders.terms
        #expect(terms.map(\.from) == [day("01/01/2020")] && terms.map(\.phone) == ["0901 000 001"])
    }

    @Test("mistakes in a list of holders are told by their places")
    func holderMistakes() throws {
        let register = try desk().register
        let rows = "CB9,A,,,,\n,B,,,,\nCB1,,,,,\nCB1,C,,,,31/02/2026\nCB2,D,,,,\nCB2,E,BÍ THƯ,,,\n"
        let error = try expectRefused(.faultsInFile, leaving: register) {
            try register.take(.holders, Array((Self.people + rows).utf8), file: "a.csv", by: tester)
        }
        #expect(
            error?.places == [
                "2:1 nodeUnknown", "3:1 fieldMissing", "4:2 fieldMissing", "5:6 dateBroken",
                "7:1 holderTwice",
            ])
    }
}
