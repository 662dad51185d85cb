import TestSupport
import Testing

@testable import SatchelCore

@Suite("Looking a document up")
struct LookUpTests {
    /// 12-HD/BTCTW of 2018 and 2022, 07-QĐi/TW, 01-NQ/ĐU of two communes on one day, the Statutes.
    static func desk() throws -> Desk {
        let desk = try Desk()
        try desk.register.add(
            documents: [
                newDocument("12-HD/BTCTW", "06/07/2018"), newDocument("12-HD/BTCTW", "18/01/2022"),
                newDocument("07-QĐi/TW", "28/08/2018", type: "Quy định", body: "Ban Chấp hành Trung ương"),
                newDocument("01-NQ/ĐU", "05/01/2026", type: "Nghị quyết", body: "Đảng ủy xã Ia Tul"),
                newDocument("01-NQ/ĐU", "05/01/2026", type: "Nghị quyết", body: "Đảng ủy xã Ia Pa"),
                newDocument(
                    nil, "01/2011", title: "Điều lệ Đảng Cộng sản Việt Nam", type: "Điều lệ",
                    body: "Ban Chấp hành Trung ương"),
            ], by: tester)
        return desk
    }

    @Test(
        "Found when exactly one document fits",
        arguments: [
            ("12-HD/BTCTW@06/07/2018", 1), ("12 – hd/btctw@2022", 2), ("7-QĐi/TW", 3),
            ("7-qđi/tw@08/2018", 3),
            ("01-NQ/ĐU@05/01/2026 (Đảng ủy xã Ia Pa)", 5), ("điều lệ đảng cộng sản việt nam", 6),
            ("Điều lệ Đảng Cộng sản Việt Nam@2011", 6),
        ])
    func found(reference: String, id: Int64) throws {
        #expect(try LookUpTests.desk().register.document(reference).id == id)
    }

    @Test("Ambiguous when several fit: all are named, none is guessed")
    func ambiguous() throws {
        let register = try LookUpTests.desk().register
        let error = expectError(.documentAmbiguous) { try register.document("12-HD/BTCTW") }
        let candidates = error?.arguments["candidates"] ?? ""
        #expect(candidates.contains("12-HD/BTCTW@06/07/2018"))
        #expect(candidates.contains("12-HD/BTCTW@18/01/2022"))
        let bodies = expectError(.documentAmbiguous) { try register.document("01-NQ/ĐU@05/01/2026") }
        #expect(bodies?.arguments["candidates"]?.contains("Đảng ủy xã Ia Pa") == true)
    }

    @Test("Contradicting when date, body or type word disagree; the ones there are named")
    func contradicting() throws {
        let register = try LookUpTests.desk().register
        let date = expectError(.documentContradicts) { try register.document("07-QĐi/TW@29/08/2018") }
        #expect(date?.arguments["candidates"]?.contains("07-QĐi/TW@28/08/2018") == true)
        guard
            case .contradicting(let body) = try register.lookUp("07-QĐi/TW", body: "Ban Tổ chức Trung ương"),
            case .contradicting(let type) = try register.lookUp("07-QĐi/TW", type: "Hướng dẫn"),
            case .found(let otherWord) = try register.lookUp("07-QĐi/TW", type: "Quy định")
        else {
            Issue.record("another answer")
            return
        }
        #expect(body.map(\.id) == [3])
        #expect(type.map(\.id) == [3])
        #expect(otherWord.id == 3)
    }

    @Test("Unknown when nothing has the symbol: look-alikes are named")
    func unknown() throws {
        let register = try LookUpTests.desk().register
        let near = expectError(.documentUnknown) { try register.document("07-QĐ/TW") }
        #expect(near?.arguments["near"] == "07-QĐi/TW")
        let far = expectError(.documentUnknown) { try register.document("99-CT/XYZ") }
        #expect(far?.arguments["near"] == "")
        let title = expectError(.documentUnknown) { try register.document("Điều lệ Đảng Cộng sản Viêt Nan") }
        #expect(title?.arguments["near"] == "Điều lệ Đảng Cộng sản Việt Nam")
    }

    @Test(
        "A reference with a wrong date is refused as such",
        arguments: ["31/02/2025", "02/25/2020", "6/7/18", "hè"])
    func wrongDate(date: String) throws {
        let register = try LookUpTests.desk().register
        expectError(.dateBroken) { try register.document("12-HD/BTCTW@\(date)") }
    }

    @Test("A decision asked for by the other word of its code is still found")
    func sharedCode() throws {
        let desk = try Desk()
        try desk.register.add(documents: [newDocument("66-QĐ/TW", "2017", type: "Quy định")], by: tester)
        guard case .found = try desk.register.lookUp("66-QĐ/TW", type: "Quyết định") else {
            Issue.record("not found")
            return
        }
    }
}
