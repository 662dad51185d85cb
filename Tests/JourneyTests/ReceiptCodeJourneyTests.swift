import Foundation
import TestSupport
import Testing

/// A receipt told over the telephone, by the real command and the slip of a real kit.
@Suite struct ReceiptCodeJourneyTests {
    private let folder: DemoFolder
    private let kit = "bi-thu-chi-bo-thon"

    init() throws { folder = try DemoFolder() }

    @discardableResult
    private func satchel(_ arguments: String..., status: Int32 = 0) throws -> CommandResult {
        try folder.satchel(arguments, status: status)
    }

    @Test(
        "the code on the slip of a built kit, read out in groups, records the receipt; a kit's name still lists"
    )
    func journey() throws {
        let zip = "\(folder.path)/cap.zip"
        try satchel("kit", "build", kit, "--for", "CMO-02", "-o", zip)
        let slip = try Command.tool("unzip", ["-p", zip, "*Phi*giao nh*.html"]).output
        let found = try #require(slip.firstMatch(of: /<b class="code">([0-9 ]+)<\/b>/))
        let groups = found.output.1.split(separator: " ").map(String.init)
        let rows = try satchel("receipt", kit, "--node", "CMO-02", "--json").rows.count
        let looked = try satchel("receipt", "code", "--look", groups.joined()).output
        #expect(looked.contains("Chi bộ Bôn Hoai (CMO-02)") && !looked.contains("Đã ghi."))
        let told = try Command.satchel(
            ["receipt"] + groups + ["--on", "20/11/2025"], data: "\(folder.path)/demo", in: folder.path)
        #expect(
            told.status == 0 && told.output.contains("điện thoại, ngày 20/11/2025: Kpă Blin"),
            "\(told.errors)")
        #expect(told.output.contains("Đã ghi."))
        let again = try satchel("receipt", groups.joined(separator: "-"), "--on", "20/11/2025").output
        #expect(again.contains("vẫn một dòng"))
        let list = try satchel("receipt", "list", kit, "--node", "CMO-02", "--json").rows
        #expect(list.count == rows + 1 && list.last?["medium"] as? String == "phone")
        let wrong = try satchel("receipt", "1" + groups.joined(), status: 1)
        #expect(wrong.errors.contains("một chữ số gõ sai hoặc hai chữ số đổi chỗ"))
        let opening = try satchel("receipt", "4E9J2-6GVQ7-JX26", status: 1)
        #expect(opening.errors.contains("mã mở trang") && !opening.errors.contains("4E9J2"))
        try satchel("receipt", status: 64)
    }
}
