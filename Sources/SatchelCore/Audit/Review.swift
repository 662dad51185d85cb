import Foundation

/// What a saved audit is known by: its number in the office, what was asked, and who saved it when.
package struct ReviewHead: Sendable, Hashable, Codable {
    /// 1, 2, 3 … in the office, without gaps.
    package let number: Int
    package let kit: String
    package let day: Day
    /// The code of the node it is about, with all below it; nil for the whole organisation.
    package let under: String?
    package let title: String?
    /// Everything recorded up to this instant, the last of it this event, was known.
    package let knownAt: Instant
    package let knownEvent: Int64
    package let madeAt: Instant
    package let madeBy: String
    package let onBehalfOf: String?

    /// What was known to it.
    package var known: Known { Known(event: knownEvent) }
}

/// A saved review as it stands in a list: everything but its answer.
package struct SavedReview: Sendable, Hashable {
    package let head: ReviewHead
    /// sha256 of what is stored, in lower-case hex.
    package let digest: String
}

/// A saved, numbered audit (bảng rà soát số …) that can be cited: its answer never changes.
///
/// It is stored as JSON (format `satchel-review`, version 1; keys sorted, days `yyyy-mm-dd`, instants UTC
/// milliseconds). Names of documents are not in it: they are looked up as they were known to it.
package struct Review: Sendable, Equatable, Codable {
    package private(set) var format = "satchel-review"
    package private(set) var version = 1
    package let head: ReviewHead
    /// The office as it signed then.
    package let office: String
    /// The kit's name in Vietnamese and English.
    package let kitName: KitManifest.Name
    /// The day the latest edition was issued on.
    package let latestOn: Day?
    package let answer: ReviewAnswer
    /// sha256 of the JSON, in lower-case hex.
    package private(set) var digest = ""

    private enum CodingKeys: String, CodingKey {
        case format, version, head, office, kitName, latestOn, answer
    }

    init(
        _ head: ReviewHead, office: String, kitName: KitManifest.Name, latestOn: Day?, answer: ReviewAnswer
    ) throws {
        self.head = head
        self.office = office
        self.kitName = kitName
        self.latestOn = latestOn
        self.answer = answer
        digest = BlobStore.sha256(try json())
    }

    /// Reads what `json` wrote.
    init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(Review.self, from: Data(json))
        digest = BlobStore.sha256(json)
    }

    /// The bytes that are stored: same review, same bytes.
    func json() throws -> [UInt8] { [UInt8](try JSONEncoder.stable.encode(self)) }

    /// The rows of a node, of one copy when given.
    /// - Throws: `reviewLacksNode` with the nearest code.
    package func rows(of code: String, _ copy: Copy? = nil) throws -> [ReviewRow] {
        let folded = VietnameseText.folded(code)
        let rows = answer.rows.filter {
            VietnameseText.folded($0.code) == folded && (copy == nil || $0.copy == copy)
        }
        guard rows.isEmpty else { return rows }
        let others = Set(answer.rows.map(\.code)).filter { VietnameseText.folded($0) != folded }
        let near = VietnameseText.suggestion(for: code, among: others.sorted()) ?? ""
        throw SatchelError(.reviewLacksNode, ["review": "\(head.number)", "code": code, "near": near])
    }

    /// The first twelve characters of the digest, as they stand at the foot of a print.
    package var checkCode: String { String(digest.prefix(12)) }

    /// The latest edition as the office names it: `đợt 4 (11/2025)`.
    package var latestName: Text? { answer.latest.map { PageWords.edition($0, latestOn) } }
}

extension Instant: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
