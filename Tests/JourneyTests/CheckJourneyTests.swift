import Foundation
import TestSupport
import Testing

/// Checking and repairing by the real command.
@Suite struct CheckJourneyTests {
    private static let office = Result {
        let folder = try TemporaryFolder()
        _ = try Command.satchel(["demo", "--data", "\(folder.path)/demo"], data: folder.path)
        return folder
    }

    private let folder: TemporaryFolder
    private var data: String { "\(folder.path)/demo" }

    init() throws {
        let demo = "\(try CheckJourneyTests.office.get().path)/demo"
        folder = try TemporaryFolder()
        #expect(try Command.tool("cp", ["-a", demo, "\(folder.path)/demo"]).status == 0)
    }

    private func satchel(_ arguments: String..., status: Int32 = 0) throws -> CommandResult {
        let result = try Command.satchel(arguments, data: data)
        #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
        return result
    }

    /// Runs SQL past the register's own guards.
    private func sql(_ text: String) throws -> String {
        let result = try Command.tool("sqlite3", ["\(data)/register.sqlite", text])
        #expect(result.status == 0, "\(result.errors)")
        return result.output.trimmingCharacters(in: .newlines)
    }

    private func path(_ sha256: String) -> String {
        "\(data)/store/\(sha256.prefix(2))/\(sha256.dropFirst(2))"
    }

    @Test("lost and altered files are told with their places, brought back from a kit's zip, and whole again")
    func journey() throws {
        let kit = "bi-thu-chi-bo-thon"
        #expect(try satchel("check").output.contains("Nguyên vẹn"))
        _ = try satchel("edition", "build", kit, "4", "-o", "\(folder.path)/cap.zip")
        let held = try sql(
            """
            SELECT i.sha256 FROM edition_item i JOIN edition e ON e.id = i.edition_id JOIN kit k ON k.id = e.kit_id
            WHERE k.slug = '\(kit)' AND e.number = 4 AND i.document_id IS NOT NULL AND i.sha256 IS NOT NULL ORDER BY 1
            """
        ).split(separator: "\n").map(String.init)
        unlink(path(held[0]))
        try Data("hỏng".utf8).write(to: URL(fileURLWithPath: path(held[1])))
        let found = try satchel("check", status: 4).output
        #expect(found.contains("thiếu: store/\(held[0].prefix(2))/"))
        #expect(found.contains("bị thay đổi: store/\(held[1].prefix(2))/"))
        #expect(found.contains("cặp \(kit), đợt 4: ") && found.contains("satchel store repair"))
        #expect(found.contains("văn bản ") && found.contains("Có hư hỏng. thiếu: 1, bị thay đổi: 1"))
        let english = try satchel("check", "--lang", "en", status: 4).output
        #expect(english.contains("missing: store/") && english.contains("kit \(kit), edition 4: "))
        let rows = try satchel("check", "--json", status: 4).rows
        #expect(rows.map { $0["sha256"] as? String } == [held[0], held[1]])
        #expect(rows.map { $0["kind"] as? String } == ["missing", "altered"])
        #expect(try satchel("check", "--csv", status: 4).output.contains(held[0]))
        let none = try satchel("store", "repair", "--lang", "en", status: 4).output
        #expect(none.contains("2 still damaged"))
        let mended = try satchel("store", "repair", "\(folder.path)/cap.zip").output
        #expect(mended.contains("Đã đưa lại 2 tệp") && mended.contains("Kho nguyên vẹn"))
        #expect(try satchel("check").output.contains("Nguyên vẹn"))
        #expect(try satchel("log", "--json").rows.last?["verb"] as? String == "store.repair")
    }

    @Test("each kind of damage to the register has its own words, and the holdings are made anew when asked")
    func register() throws {
        #expect(try satchel("check", "--rebuild").output.contains("đã so với chứng cứ"))
        _ = try sql("UPDATE standing SET count = count + 1")
        let holdings = try satchel("check", status: 4).output
        #expect(holdings.contains("bảng hiện giữ sai: ") && holdings.contains("satchel check --rebuild"))
        let counts = try satchel("check", "--lang", "en", status: 4).output
        #expect(
            counts.contains("holdings differ: bi-thu-chi-bo-thon") && counts.contains("the counts are wrong"))
        #expect(try satchel("check", "--rebuild", "--lang", "en").output.contains("Whole."))
        unlink("\(data)/keys/link.key")
        #expect(try satchel("check", status: 4).output.contains("keys/link.key"))
        unlink("\(data)/settings.yaml")
        #expect(try satchel("check", status: 4).output.contains("settings.yaml"))
    }

    @Test("two programs taking in the same file and others at once leave one whole file of each")
    func together() throws {
        let noise = "\(folder.path)/noise"
        #expect(try Command.tool("dd", ["if=/dev/urandom", "of=\(noise)", "bs=1M", "count=6"]).status == 0)
        for round in 0..<5 {
            let same = "\(folder.path)/chung-\(round).pdf"
            let own = ["a", "b"].map { "\(folder.path)/rieng-\(round)-\($0).pdf" }
            for path in [same] + own {
                try (Data(contentsOf: URL(fileURLWithPath: noise)) + Data(path.utf8)).write(
                    to: URL(fileURLWithPath: path))
            }
            let documents = ["24-QĐ/TW@30/07/2021", "22-QĐ/TW@28/07/2021"]
            for paths in [[same, same], own] {
                let running = try zip(documents, paths).map { document, path in
                    try Command.begin(
                        satchel: ["document", "file", document, path, "--every-page-looked-at"], data: data)
                }
                for command in running {
                    let result = try command.end()
                    #expect(result.status == 0, "\(result.errors)")
                }
            }
            for path in [same] + own {
                let place = StoredBytes(try Data(contentsOf: URL(fileURLWithPath: path)), in: "\(data)/store")
                #expect(place.files == [place.name] && place.isWholeOrAbsent)
            }
        }
        #expect(try satchel("check").output.contains("Nguyên vẹn"))
    }
}
