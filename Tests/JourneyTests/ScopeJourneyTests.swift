import Foundation
import TestSupport
import Testing

/// An account on one commune by the real command, on a demo office of its own.
@Suite struct ScopeJourneyTests {
    private let folder: DemoFolder
    private let kit = "bi-thu-chi-bo-thon"

    init() throws { folder = try DemoFolder() }

    @discardableResult
    private func satchel(_ arguments: String..., as user: String = "xa", status: Int32 = 0) throws
        -> CommandResult
    {
        try folder.satchel(arguments, as: user, status: status)
    }

    private func codes(_ result: CommandResult, _ name: String = "code") -> Set<String> {
        Set(result.rows.compactMap { $0[name] as? String })
    }

    @Test("it lists, counts, records and is refused by its commune; whoever has no account sees all")
    func journey() throws {
        try satchel("account", "add", "quan", "--role", "administrator", as: "quan")
        try satchel("account", "add", "xa", "--role", "administrator", "--at", "XIT", as: "quan")
        let all = codes(try satchel("organisation", "list", "--json", as: "thu"))
        let own = codes(try satchel("organisation", "list", "--json"))
        #expect(all.contains("CRA-01") && own.isStrictSubset(of: all))
        #expect(own.contains("CMO-01") && own.contains("XIT") && !own.contains("CRA-01"))
        try reads(own)
        try writes()
    }

    private func reads(_ own: Set<String>) throws {
        let audit = try satchel("audit", kit, "--on", "21/11/2025", "--json", status: 3)
        #expect(!codes(audit).isEmpty && codes(audit).isSubset(of: own))
        let told = try satchel("audit", kit, "--on", "21/11/2025", status: 3).output
        #expect(told.contains("Trong phạm vi Đảng bộ xã Ia Tul (XIT)"))
        let copies = audit.rows.count { $0["copy"] as? String == "electronic" }
        #expect(copies > 0 && told.contains("bản điện tử: \(copies) ="))
        let unknown = try satchel("audit", kit, "--under", "XPT", status: 1)
        #expect(unknown.errors.contains("Không có tổ chức mang mã “XPT”"))
        #expect(codes(try satchel("receipt", "list", kit, "--json"), "node").isDisjoint(with: ["CRA-01"]))
        for command in [
            ["notices", "list"], ["log"], ["organisation", "export"], ["organisation", "holders", "export"],
        ] {
            let result = try Command.satchel(
                command, data: "\(folder.path)/demo", environment: ["SATCHEL_USER": "xa"], in: folder.path)
            #expect(!result.output.contains("CRA-01") && !result.output.contains("Hồ Ngọc Út"), "\(command)")
        }
        let zip = "\(folder.path)/cap.zip"
        try satchel("kit", "build", kit, "--for", "CRA-01", "-o", zip, status: 1)
        try satchel("kit", "build", kit, "--for", "CMO-01", "-o", zip)
        let saved = try satchel("review", "save", kit, "--on", "21/11/2025").output
        #expect(saved.contains("phạm vi: Đảng bộ xã Ia Tul"), "\(saved)")
    }

    private func writes() throws {
        let refused = try satchel("receipt", "add", kit, "CMO-03", "CRA-01", status: 77)
        #expect(refused.errors.contains("chỉ dùng cho phạm vi XIT; 1 nơi nằm ngoài: CRA-01."))
        try satchel("receipt", "add", kit, "CMO-03")
        let ofAll = try satchel("body", "add", "Huyện ủy Cũ", status: 77)
        #expect(ofAll.errors.contains("việc này là của toàn cơ quan"))
        // Three communes keep the kits of the district that ended: each may edit them.
        let file = "\(folder.path)/kit.yaml"
        try satchel("kit", "export", kit, "-o", file)
        try satchel("kit", "import", file)
        try satchel("kit", "give", kit, "XPT", "--from", "21/11/2025", status: 77)
        try satchel("kit", "give", kit, "XPT", "--from", "21/11/2025", as: "quan")
        let foreign = try satchel("kit", "import", file, status: 77)
        #expect(foreign.errors.contains("cặp “\(kit)” là của XPT không thuộc phạm vi đó"))
    }
}
