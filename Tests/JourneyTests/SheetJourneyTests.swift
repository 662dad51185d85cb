import Foundation
import TestSupport
import Testing

/// A signing sheet from the form to the audit, by the real command.
@Suite struct SheetJourneyTests {
    let folder: TemporaryFolder
    var data: String { "\(folder.path)/demo" }
    private static let kit = "bi-thu-chi-bo-thon"

    init() throws {
        folder = try TemporaryFolder()
        _ = try Command.satchel(["demo", "--data", data], data: data)
    }

    @discardableResult
    private func satchel(_ arguments: String..., status: Int32 = 0) throws -> CommandResult {
        let result = try Command.satchel(arguments, data: data, in: folder.path)
        #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
        return result
    }

    /// Fills in the form as an office would, with another program.
    private func fillIn(_ form: String, signed: Int, day: String) throws -> String {
        let filled = "\(folder.path)/da-ky.csv"
        let program = """
            import csv
            rows = list(csv.DictReader(open("\(form)", encoding="utf-8-sig", newline="")))
            for place, row in enumerate(rows[:\(signed)]):
                row["Người ký nhận"] = "Người thứ %d" % place
                row["Ngày"] = "\(day)"
            with open("\(filled)", "w", encoding="utf-8-sig", newline="") as out:
                sheet = csv.DictWriter(out, rows[0].keys(), delimiter=";")
                sheet.writeheader()
                sheet.writerows(rows)
            """
        #expect(try Command.tool("python3", ["-c", program]).status == 0)
        return filled
    }

    @Test("form, filled in, entered with its scan, listed, audited")
    func journey() throws {
        let kit = SheetJourneyTests.kit
        try satchel("receipt", "sheet-form", kit, "-o", "\(folder.path)/bang.csv")
        let paper = "\(folder.path)/bang.html"
        try satchel("receipt", "sheet-paper", kit, "-o", paper)
        #expect(try String(contentsOfFile: paper, encoding: .utf8).contains("Bảng ký nhận"))
        let before = try satchel("receipt", "list", kit).output
        let heldBefore = try paperHeld(kit)
        #expect(before.contains("Ghi sau (ngày)") && !before.contains("Bản quét"))
        let filled = try fillIn("\(folder.path)/bang.csv", signed: 45, day: "16/11/2025")
        let scan = "\(folder.path)/bang.pdf"
        try "%PDF-1.4 bảng đã ký".write(toFile: scan, atomically: true, encoding: .utf8)
        try "không phải bản quét".write(
            toFile: "\(folder.path)/bang.txt", atomically: true, encoding: .utf8)
        let refused = try satchel(
            "receipt", "sheet", kit, filled, "--scan", "\(folder.path)/bang.txt", status: 1)
        #expect(refused.errors.contains("bang.txt không phải là tệp PDF, JPEG hoặc PNG"))
        let entered = try satchel("receipt", "sheet", kit, filled, "--scan", scan)
        #expect(entered.output.contains("45 đã ký, 3 chưa."), "\(entered.output)")
        let again = try satchel("receipt", "sheet", kit, filled, "--scan", scan, "--json").output
        #expect(again.contains("\"recorded\" : 0") && again.contains("\"known\" : 45"))

        let rows = try satchel("receipt", "list", kit, "--edition", "4", "--json").rows
        let scanned = rows.filter { $0["scan"] as? Bool == true }
        #expect(scanned.count == 45)
        #expect(scanned.allSatisfy { $0["happenedOn"] as? String == "2025-11-16" })
        #expect(scanned.allSatisfy { ($0["daysAfter"] as? Int ?? 0) > 0 })
        let id = scanned.first?["id"] as? Int ?? 0
        let out = "\(folder.path)/lay-lai.pdf"
        try satchel("receipt", "scan", "\(id)", "-o", out)
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: out)) == Data(contentsOf: URL(fileURLWithPath: scan)))

        // The paper folder of everybody who signed is of edition 4; of those who did not, as before.
        let signed = Set(scanned.compactMap { $0["node"] as? String })
        for (code, held) in try paperHeld(kit) {
            #expect(held == (signed.contains(code) ? 4 : heldBefore[code]), "\(code)")
        }
    }

    /// The edition in each branch's paper folder on 21/11/2025, 0 for none.
    private func paperHeld(_ kit: String) throws -> [String: Int] {
        let audit = try satchel("audit", kit, "--on", "21/11/2025", "--json", status: 3).rows
        let paper = audit.filter { $0["copy"] as? String == "paper" }.map { row in
            (row["code"] as? String ?? "", row["held"] as? Int ?? 0)
        }
        #expect(paper.count == 48)
        return Dictionary(uniqueKeysWithValues: paper)
    }

    @Test("found otherwise: what is too many and what is missing, in the list and in the audit")
    func found() throws {
        let kit = SheetJourneyTests.kit
        try satchel(
            "receipt", "found", kit, "ITK-02", "--edition", "4", "--extra", "12-HD/BTCTW@06/07/2018",
            "--on", "20/11/2025", status: 1)
        let told = try satchel(
            "receipt", "found", kit, "ITK-02", "--edition", "4", "--extra", "29-QĐ/TW@25/07/2016",
            "--missing", "24-QĐ/TW@30/07/2021", "--on", "20/11/2025", "--person", "Ksor Thu")
        #expect(told.output.contains("thừa 1, thiếu 1"), "\(told.output)")
        let row = try satchel("receipt", "list", kit, "--node", "ITK-02", "--json").rows.last
        #expect(row?["extra"] as? [String] == ["29-QĐ/TW@25/07/2016"])
        #expect(row?["missing"] as? [String] == ["24-QĐ/TW@30/07/2021"])
        let audit = try satchel("audit", kit, "--on", "21/11/2025", "--json", status: 3).rows
        let mine = audit.first { $0["code"] as? String == "ITK-02" && $0["copy"] as? String == "paper" }
        #expect(mine?["missing"] as? [String] == ["24-QĐ/TW@30/07/2021"])
        #expect(mine?["extra"] as? [String] == ["29-QĐ/TW@25/07/2016"])
        let summary = try satchel("audit", kit, "--on", "21/11/2025", status: 3).output
        #expect(summary.contains("thiếu 24-QĐ/TW@30/07/2021: 1 bản"))
    }
}
