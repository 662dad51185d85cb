import Foundation
import TestSupport
import Testing

/// The command line as people meet it: help, languages, exit statuses, messages.
@Suite struct CommandLineTests {
    /// One demo office that these tests read and never change.
    private static let office = Result {
        let folder = try TemporaryFolder()
        _ = try Command.satchel(["demo", "--data", "\(folder.path)/demo"], data: folder.path)
        return folder
    }

    private let folder: TemporaryFolder
    private var data: String { "\(folder.path)/demo" }

    init() throws { folder = try CommandLineTests.office.get() }

    @Test("help reads in the language asked for")
    func help() throws {
        let vietnamese = try Command.satchel(["--help"], data: data).output
        #expect(vietnamese.contains("CÁCH DÙNG:") && vietnamese.contains("Ba việc chính"))
        #expect(!vietnamese.contains("USAGE") && !vietnamese.contains("OVERVIEW"))
        let english = try Command.satchel(["--help", "--lang", "en"], data: data).output
        #expect(english.contains("USAGE:") && english.contains("The three jobs"))
        let locale = try Command.satchel(["--help"], data: data, environment: ["LANG": "en_GB.UTF-8"]).output
        #expect(locale == english)
    }

    @Test(
        "every listing prints JSON that parses",
        arguments: [
            ["document", "list"], ["document", "contradictions"], ["relation", "list"], ["body", "list"],
            ["template", "list"], ["kit", "list"], ["kit", "show", "bi-thu-chi-bo-thon"],
            ["kit", "audience", "bi-thu-chi-bo-thon"], ["edition", "list"],
            ["edition", "show", "bi-thu-chi-bo-thon"],
            ["edition", "changes", "bi-thu-chi-bo-thon", "--from", "1"], ["organisation", "list"],
            ["receipt", "list", "bi-thu-chi-bo-thon"], ["audit", "--on", "21/11/2025"], ["notices", "list"],
            ["log"], ["removal", "list"], ["check"],
        ])
    func json(arguments: [String]) throws {
        let result = try Command.satchel(arguments + ["--json"], data: data)
        let parsed = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        #expect(parsed is [Any], "\(result.errors)")
    }

    @Test(
        "wrong commands say what is wrong, in Vietnamese, and end with their status",
        arguments: [
            (["audit", "bi-thu-chi-bo-thom"], 1, "Có phải “bi-thu-chi-bo-thon”?"),
            (["document", "show", "12-HD/BTCTW"], 1, "12-HD/BTCTW@18/01/2022"),
            (["document", "show", "05-QĐi/TW"], 1, "Chưa có “05-QĐi/TW” trong sổ"),
            (["receipt", "add", "bi-thu-chi-bo-thon", "ITK-99"], 1, "Không có tổ chức mang mã “ITK-99”"),
            (["audit", "--on", "31/02/2025"], 64, "Giá trị '31/02/2025'"),
            (["audit", "--known-at", "hôm qua"], 1, "“hôm qua” không phải là ngày"),
            (
                ["edition", "issue", "bi-thu-chi-bo-thon", "--number", "2"], 1,
                "Đợt 2 của “bi-thu-chi-bo-thon” đã cấp phát"
            ),
            (["audits"], 64, "Lỗi:"),
            (["verify", "/khong/co"], 1, "Không tìm thấy /khong/co"),
            (["init"], 1, "không trống"),
        ])
    func wrong(arguments: [String], status: Int32, message: String) throws {
        let result = try Command.satchel(arguments, data: data)
        #expect(result.status == status, "\(result.output)\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test(
        "a pasted text tells which documents it cites, and never guesses",
        arguments: [
            (
                "Quy định số 24-Q\u{D0}/TW thay thế cho Quy định số 29-QĐ/TW ngày 25/7/2016 (Quy định 29)",
                ["24-QĐ/TW@30/07/2021 found", "29-QĐ/TW@25/07/2016 found"]
            ),
            (
                "theo Hướng dẫn 12 của Ban Tổ chức Trung ương",
                ["12-HD/BTCTW@06/07/2018 ambiguous 12-HD/BTCTW@18/01/2022 ambiguous"]
            ),
            ("Quy định 213-QĐ/TW ngày 02/01/2021", ["213-QĐ/TW@02/01/2020 contradicting"]),
            ("Quy định số 05-QĐi/TW ngày 28/8/2020 của Ban Bí thư", ["unknown"]),
            ("có 16/51 chi bộ, giai đoạn 2019-2025", []),
        ])
    func citations(text: String, told: [String]) throws {
        let rows = try Command.satchel(["document", "find", text, "--json"], data: data).rows
        let answers = rows.map { row in
            let answer = row["answer"] as? String ?? ""
            let documents = row["documents"] as? [String] ?? []
            let keys = answer == "unknown" ? [] : documents.map { "\($0.prefix { $0 != " " }) \(answer)" }
            return keys.isEmpty ? answer : keys.joined(separator: " ")
        }
        #expect(answers == told)
    }

    @Test("an archive cut short or altered is damaged, whatever is asked of it")
    func damagedArchives() throws {
        let folder = try TemporaryFolder()
        let zip = "\(folder.path)/cap.zip"
        _ = try Command.satchel(["edition", "build", "bi-thu-chi-bo-thon", "-o", zip], data: data)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: zip))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: "\(folder.path)/cut.zip"))
        let cut = try Command.satchel(["verify", "\(folder.path)/cut.zip"], data: data)
        #expect(cut.status == 4)
        let unpacked = try Command.satchel(
            ["unpack", "\(folder.path)/cut.zip", "--into", "\(folder.path)/ra"], data: data)
        #expect(unpacked.status == 1)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/ra"))
    }

    @Test("the CSV of an audit starts no formula")
    func csv() throws {
        let result = try Command.satchel(["audit", "--on", "21/11/2025", "--csv"], data: data)
        let isHeaded = result.output.hasPrefix("Cặp,Mã,")
        #expect(isHeaded)
        for field in result.output.split(whereSeparator: { $0 == "," || $0.isNewline }) {
            let isFormula = field.first.map { "=+-@".contains($0) } ?? false
            #expect(!isFormula, "\(field)")
        }
    }

    @Test(
        "stopped at any moment, what was begun is not there",
        arguments: [0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.05, 1.2])
    func interrupted(seconds: Double) throws {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/demo"
        let stopped = try Command.satchel(["demo", "--data", data], data: data, interruptAfter: seconds)
        #expect([0, 130].contains(stopped.status), "\(stopped.errors)")
        guard FileManager.default.fileExists(atPath: "\(data)/register.sqlite") else { return }
        let check = try Command.tool(
            "sqlite3", ["\(data)/register.sqlite", "PRAGMA integrity_check; PRAGMA foreign_key_check"])
        #expect(check.output == "ok\n")
        let left = FileManager.default.enumerator(atPath: data)?.compactMap { $0 as? String } ?? []
        #expect(left.filter { $0.hasSuffix(".part") || $0.hasPrefix("drafts/") } == [])
        for edition in try Command.satchel(["edition", "list", "--json"], data: data).rows {
            let (kit, number) = (edition["kit"] as? String ?? "", edition["edition"] as? Int ?? 0)
            let built = try Command.satchel(
                ["edition", "build", kit, "\(number)", "-o", "\(folder.path)/a.zip"], data: data)
            #expect(built.status == 0, "\(built.errors)")
        }
    }

    @Test("the data folder is its owner's alone")
    func privateFolder() throws {
        let mode = try FileManager.default.attributesOfItem(atPath: data)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        let key =
            try FileManager.default.attributesOfItem(atPath: "\(data)/keys/link.key")[.posixPermissions]
            as? Int
        #expect(key == 0o600)
    }

    @Test("shells complete commands", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) throws {
        let script = try Command.satchel(["--generate-completion-script", shell], data: data)
        #expect(script.status == 0)
        #expect(script.output.contains("audit"))
    }
}
