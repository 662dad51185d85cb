import Foundation
import TestSupport
import Testing

@testable import SatchelCore

/// The sample offices that ship below `kits/demo`, counted by hand.
@Suite struct SampleOfficeTests {
    private static let offices = ["ia-pa", "hong-bang", "dai-hoc"]
    private static let branches = Set(NodeKind.allCases).subtracting([.committee, .intermediate])

    private let folder: TemporaryFolder
    private let office: Office
    private var register: Register { office.register }

    init() throws {
        folder = try TemporaryFolder()
        let clock = TestClock("21/11/2026")
        office = try Office.create(at: "\(folder.path)/office") { clock.now }
    }

    private func takeIn(_ word: String) throws {
        _ = try register.importOrganisation(
            try Shipped.bytes("demo/\(word)/to-chuc.csv"), file: "to-chuc.csv", from: .first, by: tester)
        try register.importReorganisations(
            try Shipped.bytes("demo/\(word)/sap-xep.csv"), file: "sap-xep.csv", by: tester)
    }

    private func nodes(_ on: String, under code: String? = nil) throws -> [OrganisationNode] {
        let tree = try register.organisation(on: day(on))
        let below = try code.map { tree.subtree(of: try tree.node(code: $0).id) }
        return tree.nodes.filter { below?.contains($0.id) ?? true }
    }

    private func count(_ on: String, under code: String? = nil, _ kinds: Set<NodeKind>) throws -> Int {
        try nodes(on, under: code).count { kinds.contains($0.kind) }
    }

    @Test("Ia Pa: 137 branches, 51 of villages; three communes with 93 and 48 in the end")
    func iaPa() throws {
        try takeIn("ia-pa")
        let before = "31/12/2024"
        #expect(try count(before, SampleOfficeTests.branches) == 137)
        #expect(try count(before, [.committee]) == 12)
        #expect(try count(before, [.residential]) == 51)
        let tree = try register.organisation(on: day(before))
        let district = try tree.node(code: "IAPA")
        #expect(tree.children(of: district.id).count == 37)
        // Six villages become three.
        #expect(try count("01/01/2025", [.residential]) == 48)
        // Less 3 villages, 5 of the police, 3 of the army, 15 of the district's offices.
        #expect(try count("01/07/2025", SampleOfficeTests.branches) == 137 - 3 - 5 - 3 - 15)
        // Office, military and police branches of nine communes, 27, become 9.
        #expect(try count("15/07/2025", SampleOfficeTests.branches) == 111 - 18)
        for (code, all, villages) in [("XPT", 19, 10), ("XIP", 39, 16), ("XIT", 35, 22)] {
            #expect(try count("15/07/2025", under: code, SampleOfficeTests.branches) == all, "\(code)")
            #expect(try count("15/07/2025", under: code, [.residential]) == villages, "\(code)")
        }
        let after = try register.organisation(on: day("01/07/2025"))
        #expect(after.roots.map(\.code) == ["TUGL"])
        #expect(after.nodes.filter { $0.kind == .committee }.map(\.code) == ["TUGL", "XIP", "XIT", "XPT"])
    }

    @Test("Hồng Bàng: 68 base organisations and 457 branches; 386 in two wards in the end")
    func hongBang() throws {
        try takeIn("hong-bang")
        let before = "31/12/2024"
        #expect(try count(before, SampleOfficeTests.branches) == 457)
        #expect(try count(before, [.residential]) == 189)
        let tree = try register.organisation(on: day(before))
        let base = tree.children(of: try tree.node(code: "QHB").id)
        #expect(base.count == 68)
        #expect(base.count { $0.kind == .committee } == 26)
        // Police 14; army 4, offices 13, Party offices 7, front 5.
        #expect(try count("01/03/2025", SampleOfficeTests.branches) == 443)
        #expect(try count("01/07/2025", SampleOfficeTests.branches) == 414)
        #expect(try count("15/07/2025", SampleOfficeTests.branches) == 386)
        #expect(try count("15/07/2025", under: "QT", SampleOfficeTests.branches) == 27)
        #expect(try count("15/07/2025", under: "PHB", SampleOfficeTests.branches) == 359)
        let after = try register.organisation(on: day("01/07/2025"))
        #expect(after.roots.map(\.code) == ["TUHP"])
        #expect(try after.node(code: "QT").name == "Đảng bộ phường Hồng An")
    }

    @Test("the university: 48 branches, 12 composite, 10 of students; one is split, one renamed")
    func university() throws {
        try takeIn("dai-hoc")
        #expect(try count("31/08/2019", SampleOfficeTests.branches) == 48)
        #expect(try count("31/08/2019", [.composite]) == 12)
        #expect(try count("31/08/2019", [.student]) == 10)
        #expect(try count("31/08/2019", [.intermediate]) == 4)
        #expect(try count("01/09/2019", SampleOfficeTests.branches) == 49)
        #expect(
            try nodes("01/09/2019", under: "KT").map(\.code)
                == ["KT", "KT-02", "KT-03", "KT-04", "KT-05", "KT-06", "KT-07", "KT-08", "KT-09", "KT-10"])
        let tree = try register.organisation(on: day("01/03/2021"))
        #expect(try tree.node(code: "PB-07").name == "Chi bộ Phòng Công tác chính trị và Quản lý sinh viên")
        let heads = try CSVTable(try Shipped.bytes("demo/dai-hoc/truong-don-vi.csv")).rows
        #expect(heads.count == 8)
        let holders = try register.holders(on: day("31/08/2019"))
        for head in heads {
            let node = try tree.node(code: head[0])
            #expect(node.kind == .composite && holders[node.id]?.first?.person != head[2])
        }
    }

    @Test(
        "nobody stands twice but one secretary of two branches; numbers and addresses are nobody's",
        arguments: offices)
    func persons(word: String) throws {
        try takeIn(word)
        let holders = try register.holders(on: day("01/06/2019")).values.flatMap { $0 }
        let twice = Dictionary(grouping: holders) { "\($0.person), \($0.phone ?? "\($0.nodeID)")" }
            .filter { $0.value.count > 1 }
        #expect(twice.count == (word == "dai-hoc" ? 1 : 0))
        let phones = Dictionary(grouping: holders.filter { $0.phone != nil }) { $0.phone ?? "" }
        #expect(phones.values.filter { Set($0.map(\.person)).count > 1 } == [])
        #expect(phones.keys.allSatisfy { $0.hasPrefix("0900 00") && $0.count == 12 })
        #expect(holders.compactMap(\.email).allSatisfy { $0.hasSuffix(".example") })
        #expect(holders.count { $0.email != nil } > holders.count / 3)
        #expect(holders.contains { $0.chat != nil })
    }

    @Test(
        "what an office ships is NFC, and decisions and documents say that they are samples",
        arguments: offices)
    func texts(word: String) throws {
        let own = Shipped.paths.filter { $0.hasPrefix("demo/\(word)/") }
        for path in own where !path.hasSuffix(".docx") {
            let text = try Shipped.text(path)
            #expect(Array(text.precomposedStringWithCanonicalMapping.utf8) == Array(text.utf8), "\(path)")
        }
        let decisions = try CSVTable(try Shipped.bytes("demo/\(word)/sap-xep.csv")).rows
        #expect(decisions.allSatisfy { $0[6].hasSuffix("(minh họa)") })
        let size = try own.reduce(0) { try $0 + Shipped.bytes($1).count }
        #expect(size < 150_000)
    }

    @Test(
        "an office's own documents are samples, replaced as its relations say, and its kit names nothing else",
        arguments: [
            ("hong-bang", "Hồng Bàng", 44, "29/09/2022", 29), ("dai-hoc", "Sông Cấm", 14, "15/11/2025", 7),
        ])
    func documents(word: String, issuer: String, all: Int, on: String, usable: Int) throws {
        try Starter(office, by: tester, own: "demo/\(word)").takeInAll()
        let own = try register.documents().filter { $0.body.contains(issuer) }
        #expect(own.count == all)
        #expect(own.allSatisfy { $0.title.hasSuffix("(minh họa)") && !$0.verified.isVerified })
        let inForce = try register.inForce()
        #expect(own.count { inForce.status(of: $0.id, on: day(on)).status.isUsable } == usable)
        #expect(inForce.contradictions == [])
        let path = "demo/\(word)/kit.yaml"
        let kit = try register.define(kit: try Shipped.text(path), file: path, by: tester)
        let named = Set(
            try kit.slots.flatMap(\.entries).compactMap { entry -> Int64? in
                guard case .document(let reference, _) = entry.content else { return nil }
                return try register.document(reference).id
            })
        #expect(named.isSuperset(of: own.map(\.id)))
    }
}
