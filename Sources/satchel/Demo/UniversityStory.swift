import SatchelCore

/// A university: composite branches of several units, heads of units outside the committee, student branches, one
/// secretary of two branches; a branch is split and another renamed.
extension SampleOffice {
    private static let kit = "cap-chi-bo-dai-hoc"

    static let university = SampleOffice(
        word: "dai-hoc",
        name: Text("Trường Đại học Sông Cấm 2017–2025 (minh họa)", "Sông Cấm University 2017–2025 (sample)"),
        settings: Settings(
            office: "Văn phòng Đảng ủy Trường Đại học Sông Cấm (minh họa)",
            baseAddress: "https://cap.dhsc.example",
            timeZone: "Asia/Ho_Chi_Minh", officer: "Đỗ Thị Minh Hạnh", phone: "0900 002 999",
            mail: Settings.Mail(from: "danguy@dhsc.example", replyTo: nil)),
        user: "hanh.van-phong", opens: "01/03/2017", definitions: ["demo/dai-hoc"], kits: [kit],
        chapters: [
            Chapter(year: "2017", tell: year2017), Chapter(year: "2019", tell: year2019),
            Chapter(year: "2021", tell: year2021), Chapter(year: "2025", tell: year2025),
        ], audited: ["30/09/2019", "15/12/2021", "30/11/2025"])

    private static func year2017(_ demo: DemoOffice) throws {
        let nodes = try demo.setUp()
        let heads = try appointHeads(demo)
        let documents = try demo.takeIn(upTo: "10/03/2017", revisions: 1)
        try demo.defineKits()
        demo.move(to: "15/03/2017")
        _ = try demo.issue(due: "31/03/2017")
        demo.move(to: "31/03/2017")
        try demo.record(.acknowledged, .electronic, .mail, on: "20/03/2017", kit: kit, edition: 1) { _ in true
        }
        try demo.record(.handedOver, .paper, .paper, on: "24/03/2017", kit: kit, edition: 1) { _ in true }
        let tree = try demo.office.register.organisation(on: demo.office.clock.today)
        demo.say(
            Text(
                """
                2017  Nhập {nodes} tổ chức, {documents} văn bản; cấp phát đợt 1 cho {branches} bí thư chi bộ, trong đó {composite} \
                chi bộ ghép, {student} chi bộ sinh viên; {heads} trưởng đơn vị ngoài cấp ủy cùng nhận thông báo.
                """,
                """
                2017  Took in {nodes} organisations, {documents} documents; edition 1 went to {branches} branch secretaries, \
                {composite} of composite and {student} of student branches; {heads} heads of units outside the committee get the notices too.
                """),
            [
                "nodes": "\(nodes)", "documents": "\(documents)", "heads": "\(heads)",
                "branches": "\(try demo.recipients(of: kit).count)",
                "composite": "\(tree.nodes.count { $0.kind == .composite })",
                "student": "\(tree.nodes.count { $0.kind == .student })",
            ])
    }

    /// Records the heads of units who are not of the branch committee beside the secretaries.
    /// - Returns: how many.
    private static func appointHeads(_ demo: DemoOffice) throws -> Int {
        let rows = try CSVTable(try Shipped.bytes("\(demo.sample.folder)/truong-don-vi.csv")).rows
        for row in rows {
            try demo.office.register.appoint(
                NewHolder(person: row[2], role: row[1], phone: row[3], email: row[4]), at: row[0],
                from: demo.office.clock.today, by: demo.actor)
        }
        return rows.count
    }

    private static func year2019(_ demo: DemoOffice) throws {
        demo.move(to: "05/09/2019")
        try demo.reorganise()
        if let day = Day("01/09/2019") {
            try demo.office.register.appoint(
                NewHolder(person: "Bùi Thị Thanh Mai", phone: "0900 002 061"), at: "KT-10", from: day,
                by: demo.actor)
        }
        let (documents, preview, editions) = try issue(
            demo, upTo: "10/10/2019", on: "15/10/2019", due: "31/10/2019", revisions: 1)
        demo.move(to: "31/10/2019")
        let files = try demo.record(.acknowledged, .electronic, .web, on: "18/10/2019", kit: kit, edition: 2)
        { $0 % 6 != 5 }
        try demo.record(.filed, .paper, .paper, on: "25/10/2019", kit: kit, edition: 2) { $0 % 6 < 4 }
        demo.say(
            Text(
                "2019  Từ 01/9 tách Chi bộ Khoa Kinh tế thành hai, nay {branches} chi bộ; thêm {n} văn bản, đợt 2: {files} chi bộ nhận tệp.",
                "2019  On 01/9 the economics branch is split in two, {branches} branches now; {n} more documents, edition 2: {files} have the files."
            ),
            [
                "branches": "\(try demo.recipients(of: kit).count)", "n": "\(documents)", "files": "\(files)",
            ])
        demo.tell(preview, editions, like: ["07-HD/ĐU@10/10/2016 →"])
    }

    private static func year2021(_ demo: DemoOffice) throws {
        demo.move(to: "05/03/2021")
        try demo.reorganise()
        let (documents, preview, editions) = try issue(
            demo, upTo: "15/11/2021", on: "20/11/2021", due: "05/12/2021", revisions: 1)
        demo.move(to: "15/12/2021")
        let files = try demo.record(.acknowledged, .electronic, .web, on: "25/11/2021", kit: kit, edition: 3)
        { $0 >= 4 }
        try demo.record(.filed, .paper, .paper, on: "30/11/2021", kit: kit, edition: 3) { $0 % 2 == 0 }
        demo.say(
            Text(
                "2021  Từ 01/3 đổi tên Chi bộ Phòng Công tác sinh viên; thêm {n} văn bản, đợt 3: {files} chi bộ nhận tệp.",
                "2021  On 01/3 the student affairs branch is renamed; {n} more documents, edition 3: {files} branches have the files."
            ), ["n": "\(documents)", "files": "\(files)"])
        demo.tell(
            preview, editions, like: ["05-HD/ĐU@15/04/2016 →", "“Sinh hoạt chi bộ mở rộng", "“Extended"])
    }

    private static func year2025(_ demo: DemoOffice) throws {
        let (documents, preview, editions) = try issue(
            demo, upTo: "12/11/2025", on: "15/11/2025", due: "25/11/2025", revisions: 2)
        demo.move(to: "30/11/2025")
        let files = try demo.record(.acknowledged, .electronic, .web, on: "20/11/2025", kit: kit, edition: 4)
        { $0 % 4 != 1 }
        let filed = try demo.record(.filed, .paper, .paper, on: "24/11/2025", kit: kit, edition: 4) {
            $0 % 4 == 0
        }
        demo.say(
            Text(
                "2025  Thêm {n} văn bản; đợt 4: {files} chi bộ nhận tệp, {filed} đã thay trong cặp giấy.",
                "2025  {n} more documents; edition 4: {files} branches have the files, {filed} have filed the paper."
            ),
            ["n": "\(documents)", "files": "\(files)", "filed": "\(filed)"])
        demo.tell(preview, editions, like: ["07-HD/ĐU", "16-HD/ĐU@10/09/2018 →"])
    }

    /// Takes in what came up to a day, and issues the next edition on another.
    private static func issue(
        _ demo: DemoOffice, upTo last: String, on day: String, due: String, revisions: Int
    ) throws -> (documents: Int, preview: KitPreview, editions: [Edition]) {
        demo.move(to: last)
        let documents = try demo.takeIn(upTo: last, revisions: revisions)
        try demo.defineKits()
        demo.move(to: day)
        let preview = try demo.preview()
        return (documents, preview, try demo.issue(due: due))
    }
}
