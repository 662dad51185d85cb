/// The number and symbol of a document (số, ký hiệu), read from any of the ways people write it.
/// The same symbol comes back every term: it is never a key by itself.
package struct DocumentSymbol: Sendable {
    /// The order of the parts: `12-HD/BTCTW` in the Party, `30/2020/NĐ-CP` in the State.
    package enum Order: Hashable, Sendable {
        case party
        case state
    }

    package let number: Int
    /// The year in symbols of the State's normative acts.
    package let year: Int?
    /// The code of the type as printed, as in `QĐ`; nil for laws (`20/2023/QH15`) and State letters
    /// (`678/BTL-CT`).
    package let typeCode: String?
    /// The code of the issuing body as printed, with its unit after a hyphen, as in `TWĐTN-VP`.
    package let issuerCode: String
    package let order: Order
    /// The look-up key: folded, the number without zeros, `TƯ` as `TW`. `QĐi` and `QĐ` stay apart.
    package let key: String

    /// A symbol of its parts; codes get their printed form.
    package init(number: Int, year: Int? = nil, typeCode: String?, issuerCode: String, order: Order) {
        self.number = number
        self.year = year
        self.typeCode = typeCode.map { DocumentType.canonicalCode($0) ?? $0.uppercased() }
        self.issuerCode = issuerCode.split(separator: "-").map { SymbolCodes.canonicalIssuer(String($0)) }
            .joined(separator: "-")
        self.order = order
        key = Self.join(
            "\(number)", year, self.typeCode.map { VietnameseText.folded($0) },
            VietnameseText.folded(self.issuerCode), order)
    }

    /// Reads a bare symbol, also with `Số` in front; nil for blanks (`Số ….-QC/CB`) and whatever is no
    /// symbol.
    package init?(_ text: String) {
        guard text.utf8.count <= 200 else { return nil }
        let scanned = ScannedText(text)
        guard let match = SymbolScanner(text: scanned, isBare: true).wholeMatch(),
            let symbol = match.symbol
        else { return nil }
        self = symbol
    }

    /// The canonical form: `05-NQ/ĐU`, `30/2020/NĐ-CP`, `20/2023/QH15`.
    package var printed: String {
        Self.join(number < 10 ? "0\(number)" : "\(number)", year, typeCode, issuerCode, order)
    }

    /// The key with `QĐi` and `QyĐ` taken for `QĐ` and in Party order throughout: for suggesting near
    /// misses, never for look-up.
    package var looseKey: String {
        let type = typeCode.map { VietnameseText.folded($0) }
        let loose = type == "QDI" || type == "QYD" ? "QD" : type
        let head = year.map { "\(number)/\($0)" } ?? "\(number)"
        return "\(head)-\(loose ?? "")/\(VietnameseText.folded(issuerCode))"
    }

    /// The types the code can stand for in this order of symbols; none when there is no code or it is not a
    /// known one.
    package var types: [DocumentType] {
        typeCode.map { DocumentType.candidates(forCode: $0, order: order) } ?? []
    }

    private static func join(
        _ number: String, _ year: Int?, _ type: String?, _ issuer: String, _ order: Order
    ) -> String {
        let head = year.map { "\(number)/\($0)" } ?? number
        guard let type else { return "\(head)/\(issuer)" }
        return order == .party ? "\(head)-\(type)/\(issuer)" : "\(head)/\(type)-\(issuer)"
    }
}

/// Two symbols are the same when their look-up keys are, however their codes were written.
extension DocumentSymbol: Hashable {
    package static func == (lhs: DocumentSymbol, rhs: DocumentSymbol) -> Bool { lhs.key == rhs.key }

    package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

extension DocumentSymbol: CustomStringConvertible {
    package var description: String { printed }
}
