import Foundation

/// A document (văn bản) of the register, as known at one moment.
package struct Document: Sendable, Hashable {
    package let id: Int64
    /// As printed, for example `12-HD/BTCTW`; nil for the few without one (the Statutes).
    package let symbol: String?
    /// The type word: Hướng dẫn, Quy định …
    package let type: String
    package let bodyID: Int64
    package let body: String
    package let title: String
    package let access: Access
    package let verified: Verification
    package let source: String?
    package let dates: DocumentDates

    /// Who may see the title: everyone, or only the organisation.
    package enum Access: String, Sendable, CaseIterable { case open, `internal` }

    /// How the entry was checked: against the original, a page that quotes it, a secondary source, or not at all.
    package enum Verification: String, Sendable, CaseIterable { case original, source, secondary, unverified }

    /// The symbol, or the title where there is none.
    package var name: String { symbol ?? title }

    /// `12-HD/BTCTW@06/07/2018`: how a person (and a kit definition) points at it.
    package var key: String {
        dates.issuedOn == .unknown ? name : "\(name)@\(dates.issuedOn.office)"
    }

    /// `Hướng dẫn 12-HD/BTCTW, ngày 06/07/2018`; `, năm 2018` when no more is known.
    package var citation: String {
        let head = symbol.map { "\(type) \($0)" } ?? title
        let issued = dates.issuedOn
        return switch issued {
        case .day: "\(head), ngày \(issued.office)"
        case .month: "\(head), tháng \(issued.office)"
        case .year: "\(head), năm \(issued.office)"
        case .unknown: head
        }
    }
}

/// The dates of one document.
package struct DocumentDates: Sendable, Hashable {
    package let issuedOn: PartialDate
    /// Nil: from the day of issue. May lie before it.
    package let effectiveOn: Day?
    /// The last day in force, if it was set from the start.
    package let expiresOn: Day?

    package init(issuedOn: PartialDate, effectiveOn: Day? = nil, expiresOn: Day? = nil) {
        self.issuedOn = issuedOn
        self.effectiveOn = effectiveOn
        self.expiresOn = expiresOn
    }

    /// The first day in force; nil when no date is known.
    package var inForceFrom: Day? { effectiveOn ?? issuedOn.earliest }
}

/// What someone enters to add a document; dates already read, the body by name.
package struct NewDocument: Sendable {
    package var symbol: String?
    package var type: String
    package var body: String
    package var title: String
    package var dates: DocumentDates
    package var access: String
    package var verified: Document.Verification
    package var source: String?

    package init(
        symbol: String?, type: String, body: String, title: String, dates: DocumentDates,
        access: String = "open",
        verified: Document.Verification = .unverified, source: String? = nil
    ) {
        self.symbol = symbol
        self.type = type
        self.body = body
        self.title = title
        self.dates = dates
        self.access = access
        self.verified = verified
        self.source = source
    }

    /// The access a person's word means.
    /// - Throws: `secretRefused` for Mật, Tối mật, Tuyệt mật; `accessUnknown`.
    package static func access(_ word: String) throws -> Document.Access {
        switch VietnameseText.folded(word) {
        case "", "OPEN", "THUONG", "CONG KHAI", "PHO BIEN": return .open
        case "INTERNAL", "NOI BO", "LUU HANH NOI BO": return .internal
        case "MAT", "TOI MAT", "TUYET MAT", "SECRET", "TOP SECRET", "CONFIDENTIAL":
            throw SatchelError(.secretRefused, ["level": word])
        default: throw SatchelError(.accessUnknown, ["word": word])
        }
    }
}

/// How a person points at a document: `12-HD/BTCTW@06/07/2018`, with the body where that is not enough:
/// `01-NQ/ĐU@05/01/2026 (Đảng ủy xã Ia Tul)`.
package struct DocumentReference: Sendable, Hashable {
    package let name: String
    package let date: PartialDate
    package let body: String?

    package init(name: String, date: PartialDate, body: String? = nil) {
        self.name = name
        self.date = date
        self.body = body
    }

    /// Reads the written form; nil when the part after `@` is no date.
    package init?(_ text: String) {
        var rest = text.trimmed[...]
        var body: String?
        if rest.last == ")", let open = rest.range(of: " (", options: .backwards),
            rest[..<open.lowerBound].contains("@")
        {
            body = String(rest[open.upperBound...].dropLast())
            rest = rest[..<open.lowerBound]
        }
        guard let at = rest.lastIndex(of: "@") else {
            self.init(name: String(rest), date: .unknown, body: body)
            return
        }
        guard let date = PartialDate(rest[rest.index(after: at)...]) else { return nil }
        self.init(name: rest[..<at].trimmed, date: date, body: body)
    }
}

/// The four answers to "which document is that?".
package enum LookUp: Sendable {
    case found(Document)
    case ambiguous([Document])
    /// The symbol is known, but date, body or type word disagree.
    case contradicting([Document])
    /// Nothing has the symbol; `near` are symbols that look alike.
    case unknown(near: [String])

    /// The document, or the error that says why there is none.
    /// - Throws: `documentAmbiguous`, `documentContradicts`, `documentUnknown`.
    package func document(_ asked: String) throws -> Document {
        switch self {
        case .found(let document): return document
        case .ambiguous(let candidates):
            throw SatchelError(.documentAmbiguous, ["asked": asked, "candidates": LookUp.list(candidates)])
        case .contradicting(let candidates):
            throw SatchelError(.documentContradicts, ["asked": asked, "candidates": LookUp.list(candidates)])
        case .unknown(let near):
            throw SatchelError(.documentUnknown, ["asked": asked, "near": near.joined(separator: ", ")])
        }
    }

    private static func list(_ documents: [Document]) -> String {
        documents.map { "\($0.key) (\($0.body))" }.joined(separator: "; ")
    }
}
