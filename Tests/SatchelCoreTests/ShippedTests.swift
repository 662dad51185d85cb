import Foundation
import TestSupport
import Testing
import Zip

@testable import SatchelCore

/// What ships in `kits/`: embedded whole, taken in whole, set as the office sets its papers.
@Suite struct ShippedTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("every file of kits/ is embedded, byte for byte")
    func embedded() throws {
        let kits = ShippedTests.root.appendingPathComponent("kits").path
        var found: [String] = []
        for case let name as String in FileManager.default.enumerator(atPath: kits) ?? .init()
        where name.contains(".") { found.append(name) }
        #expect(found.sorted() == Shipped.paths)
        for path in Shipped.paths {
            let isSame = try Shipped.bytes(path) == PrivateFile.read("\(kits)/\(path)")
            #expect(isSame, "\(path)")
        }
    }

    @Test(
        "a new office takes in the starter register, templates and kits, and nothing unverified looks verified"
    )
    func starter() throws {
        let folder = try TemporaryFolder()
        let clock = TestClock("21/11/2026")
        let office = try Office.create(at: "\(folder.path)/office") { clock.now }
        try Starter(office, by: tester).takeInAll()
        #expect(try office.register.kits().count == 3)
        #expect(try office.register.templates().count == 19)
        let documents = try office.register.documents()
        let confirmed = try office.register.relations().filter(\.isConfirmed)
        func find(_ key: String) throws -> Document { try office.register.document(key) }
        let old = try find("12-HD/BTCTW@06/07/2018").id
        let new = try find("42-HD/BTCTW@28/10/2025").id
        #expect(!confirmed.contains { $0.subject == new && $0.object == old })
        let status = try office.register.inForce().status(of: old, on: clock.office.today)
        #expect(status.status == .inForce && status.unconfirmed.count == 1)
        #expect(documents.allSatisfy { !($0.source ?? "").contains("seed") })
        #expect(try find("208-QĐ/TW@26/07/2026").verified.isVerified == false)
        #expect(try office.register.inForce().contradictions == [])
    }

    @Test("each shipped template is a Word file of A4 with the office's margins and type")
    func templates() throws {
        let folder = try TemporaryFolder()
        let files = Shipped.paths.filter { $0.hasSuffix(".docx") }
        #expect(files.count == 23)
        for file in files {
            let path = "\(folder.path)/\(UUID().uuidString).docx"
            try PrivateFile.write(try Shipped.bytes(file), to: path)
            let reader = try ZipReader(path: path)
            let entry = try #require(reader.entries.first { $0.name == "word/document.xml" })
            let xml = String(decoding: try reader.bytes(of: entry), as: UTF8.self)
            let styles = try #require(reader.entries.first { $0.name == "word/styles.xml" })
            let type = String(decoding: try reader.bytes(of: styles), as: UTF8.self)
            // Twentieths of a point: A4 is 11906 × 16838, 20 mm are 1134, 30 mm 1701, 15 mm 850.
            let isLandscape = xml.contains("w:orient=\"landscape\"")
            #expect(xml.contains("w:w=\"\(isLandscape ? 16838 : 11906)\""), "\(file)")
            for (edge, twips) in [("top", 1134), ("bottom", 1134), ("left", 1701), ("right", 850)] {
                let near = (twips - 2...twips + 2).contains { xml.contains("w:\(edge)=\"\($0)\"") }
                #expect(near || isLandscape, "\(file) \(edge)")
            }
            #expect(type.contains("Times New Roman"), "\(file)")
        }
    }

    @Test("the shipped templates are forms that Python reads when filled in, and only templates are")
    func forms() throws {
        let folder = try TemporaryFolder()
        let lines = try Shipped.text("templates/templates.yaml").split(separator: "\n")
        let values = Dictionary(
            uniqueKeysWithValues: Placeholder.allCases.map { ($0, "<\($0.name.vi) & Ơ>") })
        var count = 0
        for file in Shipped.paths where file.hasPrefix("templates/") && file.hasSuffix(".docx") {
            let name = String(file.dropFirst("templates/".count))
            guard lines.contains(where: { $0.contains("kind: template, file: \(name),") }) else { continue }
            let form = try DocxForm(Shipped.bytes(file), name: name)
            let isCommittee = name.contains("dang-uy")
            #expect(
                form.placeholders.isSuperset(of: isCommittee ? [.partyBase] : [.partyBase, .branch]),
                "\(name)")
            try PrivateFile.write(try form.filled(values).bytes, to: "\(folder.path)/\(name)")
            #expect(!(try FormSample.text(form.blank.bytes)).contains("{"), "\(name)")
            count += 1
        }
        #expect(count == 16)
        let read = try FormSample.readByPython(folder.path)
        #expect(read.errors == "")
        #expect(read.output.components(separatedBy: "<CHI BỘ & Ơ>\n").count == 15)
        #expect(read.output.components(separatedBy: "<ĐẢNG BỘ & Ơ>\n").count == 17)
        #expect(read.output.components(separatedBy: "<bí thư & Ơ>\n").count == 11)
        #expect(!read.output.contains("{{"))
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let tested = try Command.tool("unzip", ["-tqq", "\(folder.path)/\(name)"])
            #expect(tested.status == 0, "\(name): \(tested.output)")
        }
    }

    @Test("a specimen says on its face that it is none of the official documents")
    func specimen() throws {
        let folder = try TemporaryFolder()
        let clock = TestClock("21/11/2026")
        let office = try Office.create(at: "\(folder.path)/office") { clock.now }
        try Starter(office, by: tester).takeInAll()
        let document = try office.register.document("296-QĐ/TW@30/05/2025")
        let specimen = try Specimen()
        let path = "\(folder.path)/a.docx"
        try PrivateFile.write(try specimen.docx(for: document, replacing: []), to: path)
        let reader = try ZipReader(path: path)
        let entry = try #require(reader.entries.first { $0.name == "word/document.xml" })
        let xml = String(decoding: try reader.bytes(of: entry), as: UTF8.self)
        #expect(xml.contains("BẢN MINH HỌA – không phải văn bản chính thức"))
        #expect(xml.contains("296-QĐ/TW") && xml.contains("Điều khoản thay thế: chưa xác minh"))
        #expect(!xml.contains("{{"))
    }
}
