import TestSupport
import Testing

@testable import SatchelCore

@Test func zzDebug() throws {
    let sample = try PagesSample(secondEdition: false)
    let secret = "Danh sách nội bộ về nhân sự"
    sample.clock.move(to: "2025-11-10")
    let id = try sample.office.register.add(
        documents: [
            NewDocument(
                symbol: nil, type: "Quy định", body: "Ban Bí thư", title: secret,
                dates: DocumentDates(issuedOn: .day(Day("2025-10-01") ?? .first)), access: "nội bộ")
        ], by: tester)
    let old = try sample.office.register.kit(PagesSample.kit).yaml
    let yaml = old.replacing(
        "        documents:\n", with: "        documents:\n          - \(secret)@01/10/2025\n", maxReplacements: 1)
    print("ZZ", old == yaml, id)
    print(yaml.prefix(1000))
    _ = try sample.office.register.define(kit: yaml, file: "kit.yaml", by: tester)
    let preview = try sample.office.register.preview(kit: PagesSample.kit, on: day("10/11/2025"))
    print("ZZ", preview.plan.items.prefix(4).map { $0.item.identity }, preview.kit.definition.slots.first?.entries as Any)
}
