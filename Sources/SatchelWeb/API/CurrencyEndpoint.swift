import SatchelCore

extension EvidenceEndpoints {
    /// How the kit of a kit.json stands to the register today.
    struct CurrencyView: Sendable {
        let manifest: KitManifest
        let currency: Currency
        let instead: String?
        let removed: Int
    }

    static let currency = Record<CurrencyView>(
        "Currency",
        [
            .text("kit", \.manifest.kit), .whole("edition", \.manifest.edition),
            .word("verdict", \.currency.edition),
            .textIfAny("instead", \.instead), .many("outdated", outdated, \.currency.contents.outdated),
            .whole("removed", \.removed),
        ])

    private static let outdated = Record<HoldingsAudit.Outdated>(
        "OutdatedDocument",
        [
            .whole("document", \.document), .word("status", \.status), .day("since", \.since),
            .wholes("replacedBy", \.replacedBy),
        ])

    /// Compares a kit.json with the register.
    /// - Throws: `jsonBroken`, `notAKit`, `manifestNewer`, `kitUnknown`.
    @Sendable static func currency(_ call: Call) throws -> CurrencyView {
        _ = try call.json()
        let manifest = try KitManifest(reading: call.visit.body, of: "kit.json")
        let own = try call.register.editions(of: manifest.kit).first { $0.number == manifest.edition }
        return CurrencyView(
            manifest: manifest, currency: try call.register.currency(of: manifest, on: call.visit.today),
            instead: own?.instead,
            removed: try call.register.removed(among: manifest.entries.compactMap(\.sha256)).count)
    }
}
