import Foundation
import TestSupport
import Testing

/// Ia Pa through the merge of villages and the end of the district, by a count by hand, before and after a wrong merge
/// was entered and taken back.
///
/// Until 2025 there are 51 village branches, i = 0…50 in the order of their codes; edition 3 is with i < 45. Of the
/// others KTA-05 (45), PTO-01 (46), PTO-03 (48) and PTO-04 (49) hold edition 2, PTO-02 (47) and PTO-05 (50) edition 1,
/// files and paper alike. On 01/01/2025 six branches that hold edition 3 become three: 48 branches, 42 with edition 3.
/// On 01/07/2025 nine communes that hold edition 3 of their kit become three.
@Suite struct ReorganisedOfficeTests {
    private let folder: TemporaryFolder
    private let data: String
    private static let villages = "bi-thu-chi-bo-thon"
    private static let communes = "bi-thu-dang-uy-xa"

    init() throws {
        folder = try TemporaryFolder()
        data = "\(folder.path)/demo"
        #expect(try Command.satchel(["demo", "--data", data], data: data).status == 0)
    }

    @discardableResult
    private func satchel(_ arguments: String..., status: Int32 = 0) throws -> CommandResult {
        let result = try Command.satchel(arguments, data: data, in: folder.path)
        #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
        return result
    }

    /// How many copies of editions 4, 3, 2 and 1 are held, files then paper.
    private func counts(_ kit: String, on day: String) throws -> [[Int]] {
        let rows = try satchel("audit", kit, "--on", day, "--json", status: 3).rows
        return ["electronic", "paper"].map { copy in
            let held = rows.filter { $0["copy"] as? String == copy }.map { $0["held"] as? Int ?? 0 }
            return [4, 3, 2, 1].map { edition in held.count { $0 == edition } }
        }
    }

    private func villages(on day: String) throws -> [[Int]] {
        try counts(ReorganisedOfficeTests.villages, on: day)
    }

    /// How many village branches stand under each committee on a day.
    private func places(on day: String) throws -> [String: Int] {
        let rows = try satchel("organisation", "list", "--on", day, "--json").rows
        let branches = rows.filter { $0["kind"] as? String == "residential" }
        return Dictionary(grouping: branches) { $0["parent"] as? String ?? "" }.mapValues(\.count)
    }

    @Test("the audits of 30/6/2025, 01/7/2025 and today, before and after a wrong merge was taken back")
    func wrongMerge() throws {
        let half = [[0, 42, 4, 2], [0, 42, 4, 2]]
        let today = [[38, 9, 1, 0], [9, 34, 3, 2]]
        func expectRight() throws {
            #expect(try villages(on: "30/06/2025") == half)
            #expect(try villages(on: "01/07/2025") == half)
            #expect(try villages(on: "21/11/2025") == today)
            // Nine communes with edition 3 of their kit, then three that took it over; two have edition 4 by now.
            #expect(
                try counts(ReorganisedOfficeTests.communes, on: "30/06/2025") == [
                    [0, 9, 0, 0], [0, 9, 0, 0],
                ])
            #expect(
                try counts(ReorganisedOfficeTests.communes, on: "01/07/2025") == [
                    [0, 3, 0, 0], [0, 3, 0, 0],
                ])
            #expect(
                try counts(ReorganisedOfficeTests.communes, on: "21/11/2025") == [
                    [2, 1, 0, 0], [2, 1, 0, 0],
                ])
        }
        try expectRight()
        #expect(try places(on: "30/06/2025").count == 9)
        #expect(try places(on: "01/07/2025") == ["XPT": 10, "XIP": 16, "XIT": 22])
        let saved = try satchel(
            "review", "save", ReorganisedOfficeTests.villages, "--on", "30/06/2025"
        ).output
        #expect(saved.contains("Bảng rà soát số 1"))

        // ITK-01 (files 4, paper 3 today) and PTO-03 (edition 2) never merged. What they got after 01/6 is not the
        // successor's, which holds edition 3 since then.
        try satchel(
            "organisation", "merge", "ITK-01", "PTO-03", "--into", "ITK-99", "--name", "Chi bộ nhầm",
            "--decision",
            "99-QĐ/ĐU", "--decided", "20/05/2025", "--from", "01/06/2025")
        #expect(try villages(on: "31/05/2025") == half)
        #expect(try villages(on: "30/06/2025") == [[0, 42, 3, 2], [0, 42, 3, 2]])
        #expect(try villages(on: "01/07/2025") == [[0, 42, 3, 2], [0, 42, 3, 2]])
        #expect(try villages(on: "21/11/2025") == [[37, 10, 0, 0], [9, 34, 2, 2]])
        let shown = try satchel("review", "show", "1", "--json").output
        try satchel("review", "save", ReorganisedOfficeTests.villages, "--on", "30/06/2025")
        let wrong = try satchel("review", "show", "2", "--json").output
        #expect(shown != wrong)

        let number = try satchel("organisation", "changes", "--json").rows.last?["number"] as? Int ?? 0
        try satchel("organisation", "take-back", "\(number)", "--reason", "ghi nhầm tổ chức")
        try expectRight()
        // What was saved is told the same for ever, right or wrong.
        #expect(try satchel("review", "show", "1", "--json").output == shown)
        #expect(try satchel("review", "show", "2", "--json").output == wrong)
        let compared = try satchel("review", "compare", "1", "2").output
        #expect(compared.contains("không còn trong danh sách nhận"))
    }

    @Test(
        "a branch that ended shows what it held and who has it now; the other copy is recalled until it is back"
    )
    func ended() throws {
        #expect(try satchel("organisation", "show", "IMR-01").output.contains("đợt 3; nay IMR-14 giữ"))
        #expect(try satchel("organisation", "show", "IMR-02").output.contains("đợt 3; phải thu hồi"))
        func recalled() throws -> [String] {
            try satchel("organisation", "recall", "--json").rows
                .filter { $0["recall"] as? Bool == true && $0["from"] as? String == "IMR-02" }
                .map { $0["copy"] as? String ?? "" }
        }
        #expect(try recalled() == ["electronic", "paper"])
        try satchel(
            "receipt", "add", ReorganisedOfficeTests.villages, "IMR-02", "--edition", "3", "--proof",
            "returned",
            "--copy", "paper", "--on", "20/11/2025")
        #expect(try recalled() == ["electronic"])
        #expect(
            try satchel("organisation", "show", "IMR-02").output.contains(
                "đã nộp lại hoặc báo mất 20/11/2025"))
        // Nothing else can be received by who is no more.
        let refused = try satchel(
            "receipt", "add", ReorganisedOfficeTests.villages, "IMR-02", "--edition", "3", "--proof", "filed",
            "--on",
            "20/11/2025", status: 1)
        #expect(refused.errors.contains("đã kết thúc từ 01/01/2025; nay là IMR-14"))
    }

    @Test("the kits of the district belong to the communes since it ended, and the past keeps its names")
    func handedOn() throws {
        let kits = try satchel("kit", "list", "--json").rows
        let kit = kits.first { $0["kit"] as? String == ReorganisedOfficeTests.villages }
        #expect(kit?["owners"] as? [String] == ["XIP", "XIT", "XPT"])
        let before = try satchel(
            "audit", ReorganisedOfficeTests.villages, "--on", "30/06/2025", "--under", "IAPA", "--json",
            status: 3)
        #expect(before.rows.count == 96)
        try satchel(
            "audit", ReorganisedOfficeTests.villages, "--on", "01/07/2025", "--under", "IAPA", status: 1)
    }

    @Test("a merge tried first tells what would follow; a table of decisions is taken in whole or not at all")
    func tried() throws {
        let log = try satchel("log", "--json").rows.count
        let told = try satchel(
            "organisation", "merge", "XPT-01", "XPT-02", "--into", "XPT-09", "--name", "Chi bộ Cơ quan",
            "--decision",
            "5-QĐ/ĐU", "--decided", "01/11/2026", "--from", "01/01/2027", "--preview"
        ).output
        #expect(told.contains("Xem trước, chưa ghi gì: sáp nhập, từ 01/01/2027"))
        #expect(told.contains("Kết thúc: XPT-01; XPT-02"))
        let table = "\(folder.path)/sap-xep.csv"
        try """
        Việc;Mã;Mã mới;Tên mới;Số quyết định;Ngày quyết định;Ngày hiệu lực
        đổi tên;XPT-01;;Chi bộ Cơ quan Đảng ủy;6-QĐ/ĐU;01/11/2026;01/01/2027
        sáp nhập;XPT-02;XPT-02;;7-QĐ/ĐU;01/11/2026;01/01/2027
        """.write(toFile: table, atomically: true, encoding: .utf8)
        let refused = try satchel("organisation", "apply", table, status: 1)
        #expect(
            refused.errors.contains("dòng 3") && refused.errors.contains("với chính nó"), "\(refused.errors)")
        #expect(try satchel("log", "--json").rows.count == log)
    }
}
