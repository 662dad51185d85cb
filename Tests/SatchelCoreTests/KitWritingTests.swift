import TestSupport
import Testing

@testable import SatchelCore

/// A definition written as YAML reads back the same.
@Suite("Written kit definitions") struct KitWritingTests {
    private func contents(_ kit: KitDefinition) -> [[KitDefinition.Content]] {
        kit.slots.map { $0.entries.map(\.content) }
    }

    @Test("all of a definition is written and reads back, remarks at its head kept")
    func whole() throws {
        let kit = try KitDefinition(yaml: KitDefinitionTests.whole, file: "kit.yaml")
        let yaml = try kit.yaml(under: "# Ghi chú: giữ lại\n\nslug: cap-thon\n# không giữ\n")
        #expect(yaml.hasPrefix("# Ghi chú: giữ lại\n\nslug: cap-thon\n"))
        let again = try KitDefinition(yaml: yaml, file: "kit.yaml")
        #expect(contents(again) == contents(kit))
        #expect(again.name == kit.name)
        #expect(again.audience == kit.audience)
        #expect(again.copies == kit.copies)
        #expect(again.fileNames == kit.fileNames)
        #expect(try again.yaml(under: yaml) == yaml)
    }

    @Test("what YAML reads as something else is kept as the words it was")
    func awkward() throws {
        let names = [
            "no", "~", "null", "12", "- a", "a: b # c", "'", "\"", "{x}", "[y]", "*z", "&w", "%", "@", "`",
            "?",
            "Điều lệ, “Đảng”", "dòng 1\ndòng 2", String(repeating: "rất dài ", count: 40) + "hết",
        ]
        let slots = names.enumerated().map { place, name in
            KitDefinition.Slot(
                id: "A\(place)", name: Text(name, name),
                entries: [
                    .init(content: .document(reference: "\(name) x", keptBecause: name)),
                    .init(content: .template(slug: "\(name)-t", kind: .guide)),
                ])
        }
        let kit = KitDefinition(
            slug: "k", name: Text("K", "K"), folder: "K", audience: DistributionList(kinds: []),
            sections: [.init(id: "yes", name: Text("1.0", "0x1"), slots: slots)])
        let again = try KitDefinition(yaml: try kit.yaml(), file: "kit.yaml")
        #expect(contents(again) == contents(kit))
        #expect(again.sections.map(\.name) == kit.sections.map(\.name))
        #expect(again.slots.map(\.name) == kit.slots.map(\.name))
    }

    @Test("a definition is saved only onto the one that was looked at")
    func meanwhile() throws {
        let register = try Board().office.register
        let yaml = try KitDefinition(
            slug: "cap-thon", name: Text("Cặp thôn", "Branch kit"), folder: "Cặp thôn",
            audience: DistributionList(kinds: ["residential"]), sections: []
        ).yaml()
        try register.define(kit: yaml, file: "kit.yaml", replacing: 0, by: tester)
        let old = try register.kit("cap-thon").definitionID
        try register.define(kit: yaml, file: "kit.yaml", replacing: old, by: tester)
        expectError(.kitChanged) {
            try register.define(kit: yaml, file: "kit.yaml", replacing: old, by: tester)
        }
        expectError(.kitTwice) {
            try register.define(kit: yaml, file: "kit.yaml", replacing: 0, by: tester)
        }
        let versions = try register.versions(ofKit: "cap-thon", since: old)
        #expect(versions.count == 2)
        #expect(versions.last?.by == tester)
    }
}
