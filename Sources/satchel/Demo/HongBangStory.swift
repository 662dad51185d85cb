import SatchelCore

/// Hồng Bàng, a city district of 68 base organisations and 457 branches with 44 guiding documents of its own, all
/// invented; it too ends on 01/7/2025.
extension SampleOffice {
    private static let kit = "cap-chi-bo-hong-bang"

    static let hongBang = SampleOffice(
        word: "hong-bang",
        name: Text("Quận Hồng Bàng 2017–2025 (minh họa)", "Hồng Bàng district 2017–2025 (sample)"),
        settings: Settings(
            office: "Ban Tổ chức Quận ủy Hồng Bàng (minh họa)", baseAddress: "https://cap.hongbang.example",
            timeZone: "Asia/Ho_Chi_Minh", officer: "Phạm Thị Thu Trang", phone: "0900 001 999",
            mail: Settings.Mail(from: "bantochuc@hongbang.example", replyTo: nil)),
        user: "trang.ban-to-chuc", opens: "20/12/2017", definitions: ["demo/hong-bang"], kits: [kit],
        chapters: [
            Chapter(year: "2017", tell: year2017), Chapter(year: "2019", tell: year2019),
            Chapter(year: "2022", tell: year2022), Chapter(year: "2024", tell: year2024),
            Chapter(year: "2025", tell: year2025),
        ], audited: ["30/06/2019", "05/11/2022", "01/08/2025"])

    private static func year2017(_ demo: DemoOffice) throws {
        let nodes = try demo.setUp()
        let documents = try demo.takeIn(upTo: "20/12/2017", revisions: 1)
        try demo.defineKits()
        demo.move(to: "25/12/2017")
        _ = try demo.issue(due: "31/01/2018")
        demo.move(to: "10/01/2018")
        try demo.record(.handedOver, .paper, .paper, on: "08/01/2018", kit: kit, edition: 1) { _ in true }
        try demo.record(.handedOver, .electronic, .usb, on: "08/01/2018", kit: kit, edition: 1) { _ in true }
        demo.say(
            Text(
                """
                2017  Nhập {nodes} tổ chức (68 tổ chức cơ sở đảng) và {documents} văn bản. Ngày 25/12 cấp phát đợt 1 cho {branches} \
                bí thư chi bộ; tất cả ký nhận tại hội nghị ngày 08/01/2018.
                """,
                """
                2017  Took in {nodes} organisations (68 base organisations) and {documents} documents. On 25/12 edition 1 went to \
                {branches} branch secretaries; all signed at a conference on 08/01/2018.
                """),
            [
                "nodes": "\(nodes)", "documents": "\(documents)",
                "branches": "\(try demo.recipients(of: kit).count)",
            ])
    }

    private static func year2019(_ demo: DemoOffice) throws {
        let (documents, preview, editions) = try issue(
            demo, upTo: "10/05/2019", on: "15/05/2019", due: "15/06/2019")
        demo.move(to: "20/06/2019")
        let files = try demo.record(.acknowledged, .electronic, .web, on: "25/05/2019", kit: kit, edition: 2)
        { $0 % 8 != 0 }
        let filed = try demo.record(.filed, .paper, .paper, on: "10/06/2019", kit: kit, edition: 2) {
            $0 % 8 != 0 && $0 % 2 == 0
        }
        demo.say(
            Text(
                "2019  Thêm {n} văn bản, cấp phát đợt 2: {files} chi bộ đã nhận tệp, {filed} đã thay trong cặp giấy.",
                "2019  {n} more documents, edition 2: {files} branches have the files, {filed} have filed the paper."
            ), ["n": "\(documents)", "files": "\(files)", "filed": "\(filed)"])
        demo.tell(preview, editions, like: ["05-HD/BTCQU@12/04/2017 →"])
    }

    private static func year2022(_ demo: DemoOffice) throws {
        let (documents, preview, editions) = try issue(
            demo, upTo: "28/09/2022", on: "29/09/2022", due: "31/10/2022")
        demo.move(to: "05/11/2022")
        let files = try demo.record(.acknowledged, .electronic, .web, on: "10/10/2022", kit: kit, edition: 3)
        { $0 < 440 }
        let filed = try demo.record(.filed, .paper, .paper, on: "20/10/2022", kit: kit, edition: 3) {
            $0 % 4 != 0
        }
        let own = try demo.office.register.documents().filter { $0.title.hasSuffix("(minh họa)") }
        let inForce = try demo.office.register.inForce()
        let usable = own.filter { inForce.status(of: $0.id, on: demo.office.clock.today).status.isUsable }
        demo.say(
            Text(
                """
                2022  Thêm {n} văn bản; quận đã ban hành {own} văn bản hướng dẫn từ 2017, còn hiệu lực {usable}. \
                Đợt 3: {files} chi bộ nhận tệp, {filed} đã thay trong cặp giấy.
                """,
                """
                2022  {n} more documents; the district has issued {own} guiding documents since 2017, {usable} are in force. \
                Edition 3: {files} branches have the files, {filed} have filed the paper.
                """),
            [
                "n": "\(documents)", "own": "\(own.count)", "usable": "\(usable.count)", "files": "\(files)",
                "filed": "\(filed)",
            ])
        demo.tell(preview, editions, like: ["14-CT/QU@20/03/2017 →", "117-CV/BTCQU"])
    }

    private static func year2024(_ demo: DemoOffice) throws {
        let (documents, preview, editions) = try issue(
            demo, upTo: "10/11/2024", on: "15/11/2024", due: "15/12/2024")
        demo.move(to: "20/12/2024")
        let web = try demo.record(.acknowledged, .electronic, .web, on: "25/11/2024", kit: kit, edition: 4) {
            $0 % 3 != 0
        }
        let usb = try demo.record(.handedOver, .electronic, .usb, on: "10/12/2024", kit: kit, edition: 4) {
            $0 % 6 == 0
        }
        let filed = try demo.record(.filed, .paper, .paper, on: "12/12/2024", kit: kit, edition: 4) {
            $0 % 3 != 0
        }
        demo.say(
            Text(
                "2024  Thêm {n} văn bản của Trung ương; đợt 4: {web} chi bộ tải qua mạng, {usb} nhận USB, {filed} đã thay trong cặp giấy.",
                "2024  {n} more central documents; edition 4: {web} branches downloaded it, {usb} took a USB stick, {filed} filed the paper."
            ),
            ["n": "\(documents)", "web": "\(web)", "usb": "\(usb)", "filed": "\(filed)"])
        demo.tell(preview, editions, like: ["132-QĐ/TW@08/03/2018 →"])
    }

    private static func year2025(_ demo: DemoOffice) throws {
        var decisions = 0
        for day in ["05/03/2025", "02/07/2025", "20/07/2025"] {
            demo.move(to: day)
            decisions += try demo.reorganise()
        }
        demo.move(to: "01/08/2025")
        demo.say(
            Text(
                """
                2025  {n} việc sắp xếp: từ 01/7 kết thúc cấp quận, 8 phường thành phường Hồng Bàng, Quán Toan thành \
                phường Hồng An (minh họa); danh sách nay có {branches} chi bộ.
                """,
                """
                2025  {n} reorganisations: on 01/7 the district ends, 8 wards become Hồng Bàng ward and Quán Toan becomes \
                Hồng An ward (sample); {branches} branches are on the list now.
                """), ["n": "\(decisions)", "branches": "\(try demo.recipients(of: kit).count)"])
    }

    /// Takes in what came up to a day, and issues the next edition on another.
    private static func issue(
        _ demo: DemoOffice, upTo last: String, on day: String, due: String
    ) throws -> (documents: Int, preview: KitPreview, editions: [Edition]) {
        demo.move(to: last)
        let documents = try demo.takeIn(upTo: last, revisions: 1)
        try demo.defineKits()
        demo.move(to: day)
        let preview = try demo.preview()
        return (documents, preview, try demo.issue(due: due))
    }
}
