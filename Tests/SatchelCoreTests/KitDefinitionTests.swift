import TestSupport
import Testing

@testable import SatchelCore

@Suite("Kit definitions")
struct KitDefinitionTests {
    static let whole = """
        slug: cap-thon
        name: {vi: Cặp thôn, en: Branch kit}
        folder: Cặp thôn
        audience: {kinds: [residential, office], under: DU, also: [CQ1], except: [CB3]}
        copies: [electronic]
        fileNames: ascii
        sections:
          - id: A
            name: {vi: Văn bản, en: Documents}
            slots:
              - id: A1
                name: {vi: Sinh hoạt, en: Meetings}
                documents:
                  - 12-HD/BTCTW@06/07/2018
                  - {document: 09-HD/BTCTW@2012, keep: còn dùng để đối chiếu}
                templates: [bien-ban]
                samples: [da-dien]
        """

    private func faults(_ yaml: String) -> [String] {
        expectError(.faultsInFile) { try KitDefinition(yaml: yaml, file: "kit.yaml") }?.places ?? []
    }

    @Test("A definition is read whole")
    func read() throws {
        let kit = try KitDefinition(yaml: KitDefinitionTests.whole, file: "kit.yaml")
        #expect(kit.slug == "cap-thon")
        #expect(kit.name == Text("Cặp thôn", "Branch kit"))
        #expect(
            kit.audience
                == DistributionList(
                    kinds: ["residential", "office"], under: "DU", also: ["CQ1"], except: ["CB3"]))
        #expect(kit.copies == [.electronic])
        #expect(kit.fileNames == .ascii)
        #expect(kit.sections.map(\.id) == ["A"])
        #expect(
            kit.slots[0].entries.map(\.content) == [
                .document(reference: "12-HD/BTCTW@06/07/2018", keptBecause: nil),
                .document(reference: "09-HD/BTCTW@2012", keptBecause: "còn dùng để đối chiếu"),
                .template(slug: "bien-ban", kind: .template), .template(slug: "da-dien", kind: .sample),
            ])
        #expect(
            kit.slots[0].entries.map { "\($0.line):\($0.column)" } == ["14:13", "15:13", "16:21", "17:19"])
    }

    @Test("Both copies and Vietnamese names are meant unless said otherwise")
    func standard() throws {
        let kit = try KitDefinition(yaml: Board.kit(documents: ["12-HD/BTCTW"]), file: "kit.yaml")
        #expect(kit.copies == [.electronic, .paper])
        #expect(kit.fileNames == .unicode)
    }

    @Test("Misspelt keys and words are told with line, column and what was probably meant")
    func misspelt() {
        let yaml = KitDefinitionTests.whole.replacing("folder:", with: "foldr:")
            .replacing("residential", with: "residentiel").replacing("templates:", with: "template:")
            .replacing("[electronic]", with: "[electronics]").replacing("ascii", with: "asci")
        let error = expectError(.faultsInFile) { try KitDefinition(yaml: yaml, file: "kit.yaml") }
        #expect(
            error?.places == [
                "1:1 keyMissing", "3:1 wordUnknown", "4:20 wordUnknown", "5:10 wordUnknown",
                "6:12 wordUnknown",
                "16:9 wordUnknown",
            ])
        #expect(
            error?.faults.map { $0.arguments["near"] ?? $0.arguments["key"] }
                == ["folder", "folder", "residential", "electronic", "ascii", "templates"])
        #expect(
            error?.message(in: .en).contains("line 3, column 1: “foldr” is not known. Did you mean “folder”?")
                == true)
    }

    @Test(
        "Broken YAML is told with its place",
        arguments: [
            ("slug: [a, b\nname: x", 2), ("slug: a\n\tname: b", 2), ("slug: a\nslug: b", 1), ("slug: \"a", 1),
        ])
    func broken(yaml: String, line: Int) {
        let error = expectError(.faultsInFile) { try KitDefinition(yaml: yaml, file: "kit.yaml") }
        #expect(error?.faults.map(\.code) == [.yamlBroken])
        #expect((error?.faults[0].line ?? 0) >= line)
        #expect((error?.faults[0].column ?? 0) >= 1)
    }

    @Test(
        "An empty file, a list or a single word is no definition",
        arguments: ["", "# chỉ có ghi chú\n", "- a\n", "abc"])
    func shapeless(yaml: String) {
        #expect(faults(yaml).first?.hasPrefix("1:1 ") == true)
    }

    @Test("Ids used twice, broken slugs, empty values and lists that are none are told")
    func wrongValues() {
        let whole = KitDefinitionTests.whole
        #expect(faults(whole.replacing("slug: cap-thon", with: "slug: Cặp Thôn")) == ["1:7 slugBroken"])
        #expect(faults(whole.replacing("folder: Cặp thôn", with: "folder:")) == ["3:8 yamlShape"])
        #expect(faults(whole.replacing("[bien-ban]", with: "bien-ban")) == ["16:20 yamlShape"])
        #expect(faults(whole.replacing("copies: [electronic]", with: "copies: []")) == ["5:9 yamlShape"])
        #expect(
            faults(whole.replacing(", keep: còn dùng để đối chiếu", with: "")) == ["15:13 keyMissing"])
        let again = whole + "\n      - {id: A1, name: {vi: Khác, en: Other}}\n"
        #expect(faults(again) == ["18:14 idTwice"])
    }

    @Test("Slots that name nothing are told with their places and what was probably meant")
    func slotsNamingNothing() throws {
        let board = try Board.ready()
        let yaml = Board.kit(
            documents: [
                "12-HD/BTCTW@06/07/2018", "21-HD/BTCTW", "12-HD/BTCTV", "12-HD/BTCTW@31/02/2018",
                "12-HD/BTCTW@2019",
            ],
            templates: ["bien-ban", "bien-bam"])
        let error = try expectRefused(.faultsInFile, leaving: board.register, board.store) {
            try board.register.define(kit: yaml, file: "kit.yaml", by: tester)
        }
        #expect(
            error?.places == [
                "14:13 documentUnknown", "15:13 documentUnknown", "16:13 dateBroken",
                "17:13 documentContradicts",
                "23:31 templateUnknown",
            ])
        #expect(error?.faults[1].arguments["near"] == "12-HD/BTCTW")
        #expect(error?.faults[4].arguments["near"] == "bien-ban")
    }

    @Test("A template in the list of another kind is refused")
    func otherKind() throws {
        let board = try Board.ready()
        let yaml = Board.kit(documents: ["12-HD/BTCTW"], templates: ["bien-ban"])
            .replacing("templates: [bien-ban]", with: "guides: [bien-ban]")
        let error = try expectRefused(.faultsInFile, leaving: board.register) {
            try board.register.define(kit: yaml, file: "kit.yaml", by: tester)
        }
        #expect(error?.places == ["19:18 templateKindDiffers"])
    }

    @Test("A kit that is not there is refused, with the slug that was probably meant")
    func unknownKit() throws {
        let board = try Board.ready()
        let error = expectError(.kitUnknown) { try board.register.kit("cap-thom") }
        #expect(error?.arguments["near"] == "cap-thon")
    }

    @Test("A new definition takes the place of the old and the log says by whom")
    func redefined() throws {
        let board = try Board.ready()
        try board.register.define(
            kit: Board.kit(documents: ["12-HD/BTCTW"], folder: "Cặp mới"), file: "kit.yaml",
            by: Actor(user: "lan"))
        #expect(try board.register.kits().map(\.definition.folder) == ["Cặp mới"])
        #expect(try board.register.lastEvent()?.verb == "kit.define")
        #expect(try board.register.lastEvent()?.user == "lan")
    }
}
