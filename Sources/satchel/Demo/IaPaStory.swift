import SatchelCore

/// Ia Pa, a mountain district of nine communes: villages merge, and on 01/7/2025 the district ends.
extension SampleOffice {
    private static let villages = "bi-thu-chi-bo-thon"
    private static let communes = "bi-thu-dang-uy-xa"

    static let iaPa = SampleOffice(
        word: "ia-pa",
        name: Text("Huyện Ia Pa 2019–2025 (minh họa)", "Ia Pa district 2019–2025 (sample)"),
        settings: Settings(
            office: "Ban Tổ chức Huyện ủy Ia Pa (minh họa)", baseAddress: "https://cap.iapa.example",
            timeZone: "Asia/Ho_Chi_Minh", officer: "Nguyễn Thị Hoa", phone: "0900 000 999",
            mail: Settings.Mail(from: "bantochuc@iapa.example", replyTo: nil)),
        user: "hoa.ban-to-chuc", opens: "01/08/2019", definitions: Starter.kits, kits: [villages, communes],
        chapters: [
            Chapter(year: "2019", tell: year2019), Chapter(year: "2021", tell: year2021),
            Chapter(year: "2023", tell: year2023), Chapter(year: "2025", tell: reorganisations),
            Chapter(year: "2025", tell: year2025),
        ], audited: ["30/09/2021", "15/12/2021", "21/11/2025"])

    /// Gives the communes' kit to the committees that are communes today.
    private static func distribute(_ demo: DemoOffice) throws {
        let there = Set(
            try demo.office.register.organisation(on: demo.office.clock.today).nodes.map(\.code))
        let others = ["IAPA", "CAH", "QSH", "TUGL"].filter(there.contains)
        try demo.office.register.distribute(
            kit: communes, to: DistributionList(kinds: ["committee"], except: others), by: demo.actor)
    }

    private static func year2019(_ demo: DemoOffice) throws {
        let nodes = try demo.setUp()
        let documents = try demo.takeIn(upTo: "31/07/2019", revisions: 1)
        try demo.defineKits()
        try distribute(demo)
        demo.move(to: "15/08/2019")
        _ = try demo.issue(due: "31/08/2019")
        demo.move(to: "22/08/2019")
        for kit in demo.sample.kits {
            try demo.record(.handedOver, .paper, .paper, on: "20/08/2019", kit: kit, edition: 1) { _ in true }
            try demo.record(.handedOver, .electronic, .usb, on: "20/08/2019", kit: kit, edition: 1) { _ in
                true
            }
        }
        demo.say(
            Text(
                """
                2019  Nhập {nodes} tổ chức và {documents} văn bản. Ngày 15/8 cấp phát đợt 1 cho {villages} bí thư chi bộ thôn \
                và {communes} bí thư đảng ủy xã; ngày 20/8 tất cả ký nhận cặp giấy và USB.
                """,
                """
                2019  Took in {nodes} organisations and {documents} documents. On 15/8 edition 1 went to {villages} village \
                branch secretaries and {communes} commune committee secretaries; on 20/8 all signed for paper folder and USB.
                """), try counts(demo).merging(["nodes": "\(nodes)", "documents": "\(documents)"]) { $1 })
        for submission in try demo.office.register.submissions(of: villages, edition: 1) {
            print("      " + PageLine.capital(submission.text(demo.office.clock).chosen) + ".")
        }
    }

    private static func year2021(_ demo: DemoOffice) throws {
        demo.move(to: "10/11/2021")
        let documents = try demo.takeIn(upTo: "10/11/2021", revisions: 1)
        demo.move(to: "15/11/2021")
        let preview = try demo.preview()
        let editions = try demo.issue(due: "30/11/2021")
        demo.move(to: "10/12/2021")
        try demo.record(.acknowledged, .electronic, .web, on: "18/11/2021", kit: villages, edition: 2) {
            $0 % 3 == 0
        }
        try demo.record(.filed, .paper, .paper, on: "20/11/2021", kit: villages, edition: 2) { $0 % 3 == 0 }
        try demo.record(.handedOver, .electronic, .usb, on: "25/11/2021", kit: villages, edition: 2) {
            $0 % 3 == 1
        }
        try demo.record(.filed, .paper, .paper, on: "05/12/2021", kit: villages, edition: 2) { $0 % 3 == 1 }
        try updateCommunes(demo, edition: 2, on: "20/11/2021") { _ in true }
        demo.say(
            Text(
                "2021  Thêm {n} văn bản mới, cấp phát đợt 2; đến 10/12 có 17 chi bộ tải qua mạng, 17 nhận USB, 17 chưa xác nhận.",
                "2021  {n} new documents, edition 2; by 10/12, 17 branches downloaded it, 17 took a USB stick, 17 sent no receipt."
            ), ["n": "\(documents)"])
        demo.tell(preview, editions, like: ["29-QĐ/TW@25/07/2016 →"])
    }

    private static func year2023(_ demo: DemoOffice) throws {
        demo.move(to: "05/11/2023")
        let documents = try demo.takeIn(upTo: "05/11/2023", revisions: 1)
        demo.move(to: "10/11/2023")
        _ = try demo.issue(due: "30/11/2023")
        demo.move(to: "01/12/2023")
        try demo.record(.acknowledged, .electronic, .web, on: "15/11/2023", kit: villages, edition: 3) {
            $0 < 45
        }
        try demo.record(.filed, .paper, .paper, on: "20/11/2023", kit: villages, edition: 3) { $0 < 45 }
        try updateCommunes(demo, edition: 3, on: "15/11/2023") { _ in true }
        demo.say(
            Text(
                "2023  Thêm {n} văn bản (69-QĐ/TW thay hai quy định kỷ luật, 124-QĐ/TW thay 132-QĐ/TW); đợt 3, 45 chi bộ đã cập nhật.",
                "2023  {n} more documents (69-QĐ/TW replaces two on discipline, 124-QĐ/TW replaces 132-QĐ/TW); edition 3, 45 branches up to date."
            ), ["n": "\(documents)"])
    }

    private static func reorganisations(_ demo: DemoOffice) throws {
        demo.move(to: "06/01/2025")
        var decisions = try demo.reorganise()
        demo.move(to: "02/07/2025")
        decisions += try demo.reorganise()
        try distribute(demo)
        demo.move(to: "07/07/2025")
        for (copy, medium) in [(Copy.electronic, Medium.usb), (.paper, .paper)] {
            try demo.record(.handedOver, copy, medium, on: "05/07/2025", kit: communes, edition: 3) { _ in
                true
            }
        }
        demo.move(to: "20/07/2025")
        decisions += try demo.reorganise()
        demo.say(
            Text(
                """
                2025  {n} việc sắp xếp: 6 thôn còn 3 từ 01/01, kết thúc cấp huyện và 9 xã còn 3 từ 01/7 (minh họa). \
                Danh sách nay có {villages} chi bộ thôn, {communes} đảng ủy xã; các xã ký nhận bàn giao ngày 05/7.
                """,
                """
                2025  {n} reorganisations: 6 villages become 3 on 01/01, the district ends and 9 communes become 3 on 01/7 \
                (sample). The lists now hold {villages} village branches, {communes} communes, which signed for what they took over.
                """), try counts(demo).merging(["n": "\(decisions)"]) { $1 })
    }

    private static func year2025(_ demo: DemoOffice) throws {
        demo.move(to: "05/11/2025")
        let documents = try demo.takeIn(upTo: "05/11/2025", revisions: 2)
        try demo.defineKits()
        demo.move(to: "10/11/2025")
        let preview = try demo.preview()
        let editions = try demo.issue(due: "20/11/2025")
        demo.move(to: "21/11/2025")
        let web = try demo.record(
            .acknowledged, .electronic, .web, on: "12/11/2025", kit: villages, edition: 4
        ) { $0 % 5 != 0 && $0 % 2 == 0 }
        let usb = try demo.record(.handedOver, .electronic, .usb, on: "14/11/2025", kit: villages, edition: 4)
        { $0 % 5 != 0 && $0 % 2 == 1 }
        let filed = try demo.record(.filed, .paper, .paper, on: "17/11/2025", kit: villages, edition: 4) {
            $0 % 5 != 0 && $0 % 4 == 1
        }
        try updateCommunes(demo, edition: 4, on: "12/11/2025") { $0 < 2 }
        _ = try demo.office.register.remind(kit: villages, on: demo.office.clock.today, by: demo.actor)
        demo.say(
            Text(
                "2025  Thêm {n} văn bản; đến 21/11 có {files} chi bộ đã nhận tệp, {filed} đã thay xong trong cặp giấy; đã soạn thư nhắc.",
                "2025  {n} more documents; by 21/11, {files} branches have the files, {filed} have filed the paper; reminders are written."
            ), ["n": "\(documents)", "files": "\(web + usb)", "filed": "\(filed)"])
        demo.tell(preview, editions, like: ["22-QĐ/TW@28/07/2021 →", "42-HD/BTCTW@28/10/2025 "])
    }

    private static func updateCommunes(
        _ demo: DemoOffice, edition: Int, on day: String, where isMeant: (Int) -> Bool
    ) throws {
        try demo.record(
            .acknowledged, .electronic, .web, on: day, kit: communes, edition: edition, where: isMeant)
        try demo.record(.filed, .paper, .paper, on: day, kit: communes, edition: edition, where: isMeant)
    }

    private static func counts(_ demo: DemoOffice) throws -> [String: String] {
        [
            "villages": "\(try demo.recipients(of: villages).count)",
            "communes": "\(try demo.recipients(of: communes).count)",
        ]
    }
}
