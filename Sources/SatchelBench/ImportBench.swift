import Foundation
import SatchelCore

/// How long it takes to take in CSV tables, each run into a new office on disk.
enum ImportBench {
    private static let branches = 10_000
    private static let documents = 5_000

    static func figures() throws -> [Figure] {
        let organisation = organisationTable
        let documentTable = documentTable
        var times: (organisation: [Double], documents: [Double]) = ([], [])
        guard let day = Day("2025-01-06") else { throw BenchError.unexpected("no such day") }
        for run in 1...5 {
            Console.progress("imports, run \(run)")
            let folder = try TemporaryFolder()
            let register = try Office.create(at: "\(folder.path)/office").register
            try register.add(bodies: (0..<50).map { NewBody(name: body($0)) }, by: clerk)
            times.organisation.append(
                try Timing.milliseconds {
                    let count = try register.importOrganisation(
                        organisation, file: "o.csv", from: day, by: clerk)
                    if count < branches { throw BenchError.unexpected("imported \(count) branches") }
                })
            times.documents.append(
                try Timing.milliseconds {
                    let count = try register.importDocuments(documentTable, file: "d.csv", by: clerk)
                    if count != documents { throw BenchError.unexpected("imported \(count) documents") }
                })
        }
        return [
            Figure("import of 10,000 branches by CSV", Timing.median(times.organisation), "ms", goal: 1000),
            Figure("import of 5,000 documents by CSV", Timing.median(times.documents), "ms", goal: 1000),
        ]
    }

    private static func body(_ number: Int) -> String { "Đảng ủy xã số \(number)" }

    /// A province, 100 committees and 10,000 branches with their secretaries.
    private static var organisationTable: [UInt8] {
        var table = CSVWriter()
        table.add([
            "Mã", "Tên tổ chức", "Loại hình", "Mã cấp trên", "Từ ngày", "Bí thư", "Điện thoại", "Thư điện tử",
        ])
        table.add(["T", "Tỉnh ủy", "Đảng ủy", "", "01/01/2020", "", "", ""])
        for number in 0..<100 {
            table.add(["X\(number)", body(number), "Đảng ủy", "T", "01/07/2025", "", "", ""])
        }
        for number in 0..<branches {
            let above = "X\(number % 100)"
            table.add([
                "\(above).\(number)", "Chi bộ thôn \(number / 100 + 1)", "Chi bộ thôn, tổ dân phố", above,
                "01/07/2025", "Nguyễn Thị \(number)", "0\(912_000_000 + number)", "chibo\(number)@example.vn",
            ])
        }
        return table.bytes
    }

    /// 5,000 documents of 50 bodies, 100 symbols a body.
    private static var documentTable: [UInt8] {
        var table = CSVWriter()
        table.add([
            "Số, ký hiệu", "Tên loại", "Cơ quan ban hành", "Ngày ban hành", "Ngày có hiệu lực", "Trích yếu",
            "Xác minh",
        ])
        for number in 0..<documents {
            table.add([
                "\(number / 50 + 1)-NQ/ĐU", "Nghị quyết", body(number % 50),
                "\(10 + number % 18)/\(10 + number % 3)/\(2015 + number % 10)", "",
                "Về nhiệm vụ số \(number), công tác xây dựng Đảng và hệ thống chính trị",
                "đã đối chiếu bản gốc",
            ])
        }
        return table.bytes
    }
}
