import TestSupport
import Testing

@testable import SatchelCore

private let heading =
    "Số, ký hiệu;Tên loại;Cơ quan ban hành;Ngày ban hành;Ngày có hiệu lực;Ngày hết hiệu lực;Trích yếu;Độ mật;Xác minh"

private func table(_ rows: [String], _ head: String = heading, ending: String = "\n") -> [UInt8] {
    Array(([head.replacing("Số, ký hiệu", with: "\"Số, ký hiệu\"")] + rows).joined(separator: ending).utf8)
}

@Suite("Documents and relations as tables")
struct DocumentTableTests {
    static let hai = "12-HD/BTCTW;Hướng dẫn;Ban Tổ chức Trung ương;06/07/2018;;;về sinh hoạt chi bộ;;"

    @Test("A table from Excel is read: byte order mark, semicolons, CRLF, quoted line breaks")
    func excel() throws {
        let register = try Desk().register
        let rows = [
            DocumentTableTests.hai,
            "42-HD/BTCTW;hướng dẫn;BAN TỔ CHỨC TRUNG ƯƠNG;28/10/2025;01/11/2025;31/12/2030;\"về \"\"sinh hoạt\"\";\r\nchi bộ\";nội bộ;original",
            ";;;;;;;;", ";Điều lệ;Ban Chấp hành Trung ương;01/2011;;;Điều lệ Đảng;;",
        ]
        let bytes = [0xEF, 0xBB, 0xBF] + table(rows, ending: "\r\n")
        #expect(try register.importDocuments(bytes, file: "van-ban.csv", by: Actor(user: "lan")) == 3)
        let documents = try register.documents()
        #expect(
            documents.map(\.key) == [
                "12-HD/BTCTW@06/07/2018", "42-HD/BTCTW@28/10/2025", "Điều lệ Đảng@01/2011",
            ])
        #expect(documents[1].dates == dates("28/10/2025", from: "01/11/2025", to: "31/12/2030"))
        #expect(documents[1].title.contains("về \"sinh hoạt\";"))
        #expect(documents.map(\.access) == [.open, .internal, .open])
        #expect(documents.map(\.verified) == [.unverified, .original, .unverified])
        let event = try #require(try register.lastEvent())
        #expect(event.user == "lan")
        #expect(event.verb == "document.import")
        #expect(event.detail?.contains(BlobStore.sha256(bytes)) == true)
    }

    @Test("Every mistake of a file is told at once, each with line and column, and nothing is taken in")
    func allFaults() throws {
        let register = try Desk().register
        try register.enter("09-HD/BTCTW", "02/03/2012")
        let rows = [
            DocumentTableTests.hai,
            "12-HD/BTCTW;Hướng dẫn;Ban Tổ chức Trung ương;31/02/2025;02/25/2020;1/1/20;về sinh hoạt;;",
            "13-HD;Hướng dẫm;Ban Tổ chứ Trung ương;2019;;;;Tối mật;chắc chắn",
            "9-HD/BTCTW;Hướng dẫn;Ban Tổ chức Trung ương;03/2012;;;trùng;;",
            "12-HD/BTCTW;Hướng dẫn;Ban Tổ chức Trung ương;6/7/2018;;;trùng trong tệp;;",
            "14-HD/BTCTW;Hướng dẫn;Ban Tổ chức Trung ương;02/2019;;01/01/2019;hết hạn trước;;",
            "15-HD/BTCTW;Hướng dẫn;Ban Tổ chức Trung ương;2019;;;Quyeát ñònh veà vieäc;;",
        ]
        let error = try expectRefused(.faultsInFile, leaving: register) {
            try register.importDocuments(table(rows), file: "van-ban.csv", by: tester)
        }
        #expect(
            error?.places == [
                "3:4 dateBroken", "3:5 dateBroken", "3:6 dateBroken", "4:1 symbolBroken", "4:2 typeUnknown",
                "4:3 bodyUnknown", "4:7 titleMissing", "4:8 secretRefused", "4:9 verificationUnknown",
                "5:1 documentTwice", "6:1 documentTwice", "7:6 datesContradict", "8:7 legacyEncoding",
            ])
        #expect(error?.arguments["count"] == "13")
        #expect(error?.faults[4].arguments["near"] == "Hướng dẫn")
        #expect(error?.faults[5].arguments["near"] == "Ban Tổ chức Trung ương")
        #expect(error?.message(in: .vi).contains("dòng 4, cột 3:") == true)
    }

    @Test(
        "Documents marked Mật, Tối mật or Tuyệt mật are refused", arguments: ["Mật", "Tối mật", "Tuyệt mật"])
    func secret(level: String) throws {
        let register = try Desk().register
        let rows = [
            DocumentTableTests.hai, "13-HD/BTCTW;Hướng dẫn;Ban Tổ chức Trung ương;2019;;;x;\(level);",
        ]
        let error = try expectRefused(.faultsInFile, leaving: register) {
            try register.importDocuments(table(rows), file: "van-ban.csv", by: tester)
        }
        #expect(error?.places == ["3:8 secretRefused"])
    }

    @Test("Lacking columns, repeated ones, broken quotes and other formats are refused with their place")
    func brokenTables() throws {
        let register = try Desk().register
        func places(_ bytes: [UInt8]) throws -> [String] {
            try expectRefused(.faultsInFile, leaving: register) {
                try register.importDocuments(bytes, file: "van-ban.csv", by: tester)
            }?.places ?? []
        }
        #expect(
            try places(Array("sep=;\r\nTên loại;Ngày ban hành\r\n".utf8))
                == ["2:1 columnMissing", "2:1 columnMissing"])
        #expect(try places(table([], heading + ";Trích yếu")) == ["1:10 csvBroken"])
        #expect(try places(table([DocumentTableTests.hai + ";thừa"])) == ["2:10 csvBroken"])
        #expect(try places(table([DocumentTableTests.hai, "\"12-HD;x"])) == ["3:1 csvBroken"])
        #expect(try places(Array("a\0".utf8)) == ["1:1 csvBroken"])
        #expect(try places([]) == ["1:1 csvBroken"])
        let latin = table([]) + Array("\n12-HD/BTCTW;".utf8) + [0xE9, 0xE8, 0x0A]
        #expect(try places(latin) == ["2:2 csvBroken"])
    }

    @Test("Relations are read with bodies and dates told apart, and confirmed by their evidence")
    func relations() throws {
        let desk = try LookUpTests.desk()
        let bytes = Array(
            """
            Document,Issuing body,Issued on,Relation,Other document,Other issued on,From,Until,Scope,Clause,Clause at,Evidence
            12-HD/BTCTW,,2022,thay thế,12-HD/BTCTW,06/07/2018,01/02/2022,,,"Thay thế HD 12, 2018",Mục V,bản gốc
            01-NQ/ĐU,Đảng ủy xã Ia Pa,05/01/2026,căn cứ,07-QĐi/TW,,,,Điều 3,,,
            """.utf8)
        #expect(try desk.register.importRelations(bytes, file: "quan-he.csv", by: tester) == 2)
        #expect(
            try desk.register.relations() == [
                Relation(
                    id: 1, subject: 2, type: .replaces, object: 1, effectiveOn: day("01/02/2022"),
                    clause: "Thay thế HD 12, 2018", clauseAt: "Mục V", evidence: "bản gốc"),
                Relation(id: 2, subject: 5, type: .basis, object: 3, scope: "Điều 3"),
            ])
    }

    @Test("Every mistake in a table of relations is told at once, and nothing is taken in")
    func relationFaults() throws {
        let register = try LookUpTests.desk().register
        let bytes = Array(
            """
            Văn bản,Ngày ban hành,Quan hệ,Văn bản liên quan,Ngày ban hành văn bản liên quan,Từ ngày,Đến ngày
            12-HD/BTCTW,18/01/2022,thay thế,12-HD/BTCTW,06/07/2018,,
            12-HD/BTCTW,,thay thê cho,07-QĐ/TW,31/02/2018,02/25/2020,
            07-QĐi/TW,29/08/2018,bãi bỏ,07-QĐi/TW,28/08/2018,,
            07-QĐi/TW,,bãi bỏ,07-QĐi/TW,28/08/2018,,
            12-HD/BTCTW,2022,thay thế,12-HD/BTCTW,2018,,
            12-HD/BTCTW,2022,tạm ngưng,12-HD/BTCTW,2018,02/01/2023,01/01/2023
            """.utf8)
        let error = try expectRefused(.faultsInFile, leaving: register) {
            try register.importRelations(bytes, file: "quan-he.csv", by: tester)
        }
        #expect(
            error?.places == [
                "3:1 documentAmbiguous", "3:3 relationTypeUnknown", "3:5 dateBroken", "3:6 dateBroken",
                "4:1 documentContradicts", "5:1 relationToItself", "6:1 relationTwice", "7:7 datesContradict",
            ])
    }

    @Test("A circle of replacements in a table is refused, also one that closes over relations there before")
    func circle() throws {
        let desk = try RelationTests.desk()
        try desk.register.relate(2, .replaces, 1)
        let bytes = Array(
            """
            Văn bản,Quan hệ,Văn bản liên quan,Căn cứ xác nhận
            42-HD/BTCTW,thay thế,12-HD/BTCTW,bản gốc
            09-HD/BTCTW,thay thế,42-HD/BTCTW,
            """.utf8)
        let error = try expectRefused(.relationCircle, leaving: desk.register) {
            try desk.register.importRelations(bytes, file: "quan-he.csv", by: tester)
        }
        #expect(error?.arguments["circle"]?.contains("42-HD/BTCTW") == true)
    }

    @Test(
        "Exporting and importing gives the same bodies, documents and relations", arguments: Language.allCases
    )
    func roundTrip(language: Language) throws {
        let desk = try Desk()
        let old = desk.register
        try old.add(
            bodies: [
                NewBody(
                    name: "Huyện ủy Ia Pa", code: "HU", aliases: ["HU Ia Pa", "=Huyện"],
                    lead: "Ban Tổ chức Trung ương",
                    activeFrom: day("01/01/2000"), activeTo: day("30/06/2025"), successor: "Đảng ủy xã Ia Pa")
            ], by: tester)
        let titles = [
            "=1+1", "+84 900", "-10%", "@lan", "'=1+1", "''", "\"quoted\"; and, more",
            "về “nâng cao” … – 2018",
            "về\nhai dòng", "\u{FF1D}1", "  thừa dấu cách  ",
        ]
        try old.add(
            documents: titles.enumerated().map { index, title in
                newDocument(
                    index == 0 ? nil : "\(index)-HD/BTCTW",
                    ["2018", "?", "03/2018", "06/07/2018"][index % 4],
                    title: title, access: index == 2 ? "nội bộ" : "open")
            }, by: tester)
        let relation = NewRelation(
            subject: 2, type: .replaces, object: 1, effectiveOn: day("01/03/2020"), until: day("02/03/2020"),
            scope: "=Điều 1", clause: "“Hướng dẫn này thay thế …” – Mục V", clauseAt: "-V",
            evidence: "'bản gốc'")
        try old.add(
            relations: [relation, NewRelation(subject: 1, type: .guides, object: 3)], by: tester)
        let new = try Register(inMemoryWith: desk.clock.office)
        _ = try new.importBodies(try old.exportBodies(language), file: "co-quan.csv", by: tester)
        _ = try new.importDocuments(try old.exportDocuments(language), file: "van-ban.csv", by: tester)
        _ = try new.importRelations(try old.exportRelations(language), file: "quan-he.csv", by: tester)
        func bodies(_ register: Register) throws -> [[String]] {
            try register.bodies().map { body in
                [
                    body.name, body.code ?? "", body.lead ?? "", body.successor ?? "",
                    body.activeFrom?.iso ?? "",
                ]
                    + [body.activeTo?.iso ?? ""] + body.aliases
            }
        }
        #expect(try bodies(new) == bodies(old))
        let bare = { (register: Register) in try register.exportDocuments(.vi) }
        #expect(try bare(new) == bare(old))
        #expect(try new.documents().map(\.title) == old.documents().map(\.title))
        #expect(try new.documents().map(\.dates) == old.documents().map(\.dates))
        #expect(try new.relations() == old.relations())
        #expect(try new.documents().count == titles.count)
    }

    @Test(
        "A body's mistakes are told: an empty name, a name that is taken, an unknown successor, ends before beginnings"
    )
    func bodies() throws {
        let register = try Desk().register
        let head = "Tên cơ quan,Tên gọi khác,Hoạt động từ ngày,Hoạt động đến ngày,Cơ quan kế thừa\n"
        let error = try expectRefused(.faultsInFile, leaving: register) {
            try register.importBodies(
                Array((head + ",HU,,,\nHuyện ủy Ia Pa,,31/02/2025,,\nThị ủy,,02/01/2025,01/01/2025,\n").utf8),
                file: "co-quan.csv", by: tester)
        }
        #expect(error?.places == ["2:1 fieldMissing", "3:3 dateBroken", "4:4 datesContradict"])
        let twice = try expectRefused(.faultsInFile, leaving: register) {
            try register.importBodies(
                Array((head + "Huyện ủy,Trung ương Đảng,,,\n").utf8), file: "co-quan.csv", by: tester)
        }
        #expect(twice?.places == ["2:1 bodyTwice"])
        let near = try expectRefused(.faultsInFile, leaving: register) {
            try register.importBodies(
                Array((head + "Huyện ủy,,,,Đảng ủy xã Ia Pha\n").utf8), file: "co-quan.csv", by: tester)
        }
        #expect(near?.places == ["2:5 bodyUnknown"])
        #expect(near?.faults.first?.arguments["near"] == "Đảng ủy xã Ia Pa")
    }
}
