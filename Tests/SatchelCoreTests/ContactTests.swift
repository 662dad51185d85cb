import SatchelCore
import TestSupport
import Testing

@testable import SatchelCore

/// Telephone numbers and mail addresses by which somebody can be reached.
@Suite("Contacts") struct ContactTests {
    @Test(
        "A number has six digits and no letters, an address is one; the message names whose it is and what was written",
        arguments: [("12345", nil), ("gọi Mai", nil), ("0900 000 001 Mai", nil), (nil, "mai"), (nil, "mai@")]
            as [(String?, String?)])
    func refused(_ phone: String?, _ email: String?) throws {
        let board = try Board.ready()
        let code: SatchelError.Code = phone == nil ? .mailRefused : .phoneRefused
        let written = phone ?? email ?? ""
        let appointed = #expect(throws: SatchelError.self) {
            try board.register.appoint(
                NewHolder(person: "Rah Lan Mai", phone: phone, email: email), at: "CB3",
                from: day("01/03/2025"), by: tester)
        }
        #expect(appointed?.code == code)
        let told = appointed?.message(in: .vi) ?? ""
        #expect(told.contains("CB3") && told.contains("“\(written)”"))
        let reached = #expect(throws: SatchelError.self) {
            try board.register.reach(
                holderAt: "CB3", phone: phone, email: email, chat: nil, from: day("01/03/2025"), by: tester)
        }
        #expect(reached?.code == code)
    }

    @Test("Imports name the row and the column", arguments: [("123", "", 4), ("", "mai@", 5)])
    func imported(_ phone: String, _ email: String, _ column: Int) throws {
        let board = try Board.ready()
        let list = "Mã,Họ tên,Chức vụ,Điện thoại,Thư điện tử\nCB3,Rah Lan Mai,Bí thư,\(phone),\(email)\n"
        let error = #expect(throws: SatchelError.self) {
            try board.register.importHolders(
                Array(list.utf8), file: "a.csv", from: day("01/03/2025"), by: tester)
        }
        #expect(error?.faults.map(\.line) == [2] && error?.faults.map(\.column) == [column])
        let nodes =
            "Mã,Tên tổ chức,Loại hình,Mã cấp trên,Bí thư,Điện thoại,Thư điện tử\nCB9,Chi bộ 9,đảng ủy,,Mai,\(phone),\(email)\n"
        let other = #expect(throws: SatchelError.self) {
            try board.register.importOrganisation(
                Array(nodes.utf8), file: "b.csv", from: day("01/03/2025"), by: tester)
        }
        #expect(other?.faults.map(\.column) == [column + 2])
    }

    @Test("Numbers as people write them are taken, and so is what was recorded before")
    func taken() throws {
        let board = try Board.ready()
        for phone in ["0900 000 001", "+84 900.000.001", "(0269) 3 111-222", "113113"] {
            try board.register.reach(
                holderAt: "CB3", phone: phone, email: nil, chat: nil, from: day("01/03/2025"), by: tester)
        }
        try board.register.writer.write {
            try $0.execute(
                sql: """
                    INSERT INTO holder (node_id, person, role, phone, from_day, recorded)
                    SELECT id, 'Mai', 'Bí thư', 'hỏi', 20250302, recorded FROM node WHERE code = 'CB3'
                    """)
        }
        try board.register.reach(
            holderAt: "CB3", phone: nil, email: "mai@x.example", chat: nil, from: day("03/03/2025"),
            by: tester)
    }
}
