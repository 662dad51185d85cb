import Foundation
import TestSupport
import Testing

/// Lists handed from one office to another as workbooks, by the real command.
@Suite struct TableJourneyTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @discardableResult
    private func satchel(_ office: String, _ arguments: String..., status: Int32 = 0) throws -> CommandResult
    {
        let result = try Command.satchel(arguments, data: "\(folder.path)/\(office)", in: folder.path)
        #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
        return result
    }

    @Test("a workbook written by one office is tried and then taken in by another; mistakes are told by cell")
    func workbooks() throws {
        for office in ["a", "b"] {
            try satchel(office, "init", "--bare", "--office", "Ban", "--one-person-may-issue")
            try satchel(office, "body", "add", "Ban Tổ chức Trung ương", "--code", "BTCTW")
        }
        let csv = """
            "Số, ký hiệu",Tên loại,Cơ quan ban hành,Ngày ban hành,Trích yếu
            05-HD/BTCTW,Hướng dẫn,Ban Tổ chức Trung ương,02/03/2018,Về sinh hoạt
            7-HD/BTCTW,Hướng dẫn,Ban Tổ chức Trung ương,05/2019,Về nghiệp vụ

            """
        try csv.write(toFile: "\(folder.path)/a.csv", atomically: true, encoding: .utf8)
        try satchel("a", "document", "import", "a.csv")
        try satchel("a", "document", "export", "--xlsx", "-o", "a.xlsx")
        let empty = try satchel("b", "document", "export").output
        let tried = try satchel("b", "document", "import", "a.xlsx", "--try").output
        #expect(
            tried.contains("a.xlsx: 2 dòng, không có lỗi. Sẽ thêm 2, thay đổi 0, giữ nguyên 0. Chưa ghi gì."))
        #expect(tried.contains("dòng 2, thêm: 05-HD/BTCTW · Hướng dẫn · Ban Tổ chức Trung ương · 02/03/2018"))
        #expect(try satchel("b", "document", "export").output == empty)
        #expect(try satchel("b", "document", "import", "a.xlsx").output.contains("2 dòng"))
        #expect(try satchel("b", "document", "export").output == satchel("a", "document", "export").output)
        let again = try satchel("b", "document", "import", "a.xlsx", "--try", status: 1)
        #expect(again.errors.contains("ô A2: ") && again.errors.contains("ô A3: "))
        let holders = try satchel("a", "organisation", "holders", "export").output
        #expect(holders.contains("Mã,Họ tên,Chức vụ,Điện thoại,Thư điện tử,Tài khoản nhắn tin,Từ ngày"))
    }
}
