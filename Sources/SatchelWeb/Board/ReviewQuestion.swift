import SatchelCore

/// What a review asks: which kits, on which day, as known at which instant, below which node; and which of the answers
/// are to be listed. It stands in the address, so that every number leads to its names.
struct ReviewQuestion {
    /// What copies hold, as it can be asked for.
    enum Contents: String, CaseIterable {
        case clean, outdated, incomplete, needsVerification, nothingHeld

        var verdict: HoldingsAudit.ContentsVerdict {
            switch self {
            case .clean: .clean
            case .outdated: .outdated
            case .incomplete: .incomplete
            case .needsVerification: .needsVerification
            case .nothingHeld: .nothingHeld
            }
        }
    }

    let kits: [Kit]
    /// All kits of the office, to choose from.
    let all: [Kit]
    let day: Day
    /// Nil: all that is known now.
    let knownAt: Instant?
    let known: Known
    /// The code of the node.
    let under: String?
    let stand: Stand?
    let edition: HoldingsAudit.EditionVerdict?
    let contents: Contents?
    let turn: HoldingsAudit.Turn?
    let copy: Copy?
    let document: Int64?

    /// - Throws: `dateBroken`, `kitUnknown`, `numberBroken`, `wordUnknown`.
    init(_ visit: Visit) throws {
        let register = visit.register
        all = try register.kits()
        kits = try visit.query["kit"].map { [try register.kit($0)] } ?? all
        day = try visit.day("day") ?? visit.today
        knownAt = try visit.query["known"].map { text in
            guard let instant = visit.office.clock.instant(reading: text) else {
                throw SatchelError(.dateBroken, ["text": text])
            }
            return instant
        }
        known = try knownAt.map(register.known(at:)) ?? .now
        under = visit.query["under"]
        stand = try ReviewQuestion.word("stand", visit, Stand.init(rawValue:), Stand.allCases.map(\.rawValue))
        edition = try ReviewQuestion.word(
            "edition", visit, HoldingsAudit.EditionVerdict.init(rawValue:),
            HoldingsAudit.EditionVerdict.allCases.map(\.rawValue))
        contents = try ReviewQuestion.word(
            "contents", visit, Contents.init(rawValue:), Contents.allCases.map(\.rawValue))
        turn = try ReviewQuestion.word(
            "turn", visit, HoldingsAudit.Turn.init(rawValue:), HoldingsAudit.Turn.allCases.map(\.rawValue))
        copy = try ReviewQuestion.word(
            "copy", visit, { word in Copy.allCases.first { $0.word == word } }, Copy.allCases.map(\.word))
        document = try visit.number("document").map(Int64.init)
    }

    private static func word<Value>(
        _ name: String, _ visit: Visit, _ read: (String) -> Value?, _ known: [String]
    ) throws -> Value? {
        guard let word = visit.query[name] else { return nil }
        guard let value = read(word) else {
            throw SatchelError(
                .wordUnknown, ["word": word, "near": "", "known": known.joined(separator: ", ")])
        }
        return value
    }

    /// Whether an answer is among those to be listed.
    func asks(for judgement: Judgement) -> Bool {
        (stand.map { $0 == Stand(judgement.edition, judgement.turns) } ?? true)
            && (edition.map { $0 == judgement.edition } ?? true)
            && (contents.map { $0.verdict == judgement.verdict } ?? true)
            && (turn.map(judgement.turns.contains) ?? true) && (copy.map { $0 == judgement.copy } ?? true)
            && (document.map { id in judgement.contents?.outdated.contains { $0.document == id } ?? false }
                ?? true)
    }

    /// Whether only some answers are to be listed.
    var isNarrowed: Bool {
        stand != nil || edition != nil || contents != nil || turn != nil || copy != nil || document != nil
    }

    /// The names in the address by which answers are narrowed.
    static let filters = ["stand", "edition", "contents", "turn", "copy", "document"]
}

extension HoldingsAudit.ContentsVerdict {
    /// The verdict in words.
    var text: Text {
        switch self {
        case .clean: Text("văn bản đều còn hiệu lực", "nothing out of force")
        case .outdated: Text("giữ văn bản hết hiệu lực", "holds what is out of force")
        case .incomplete: Text("thiếu tài liệu", "papers missing")
        case .needsVerification: Text("có văn bản cần xác minh", "something to verify")
        case .nothingHeld: Text("không giữ gì", "holds nothing")
        }
    }
}

extension Visit {
    /// The page itself asked otherwise: with some names of its address set anew, on the first page.
    func address(_ path: String? = nil, setting values: [(String, String?)]) -> String {
        var fields = query.setting("page", to: nil).setting("lang", to: nil).setting("done", to: nil)
        for (name, value) in values { fields = fields.setting(name, to: value) }
        let encoded = fields.urlEncoded
        return (path ?? self.path) + (encoded.isEmpty ? "" : "?" + encoded)
    }

    /// The same without any narrowing, then with some.
    func narrowed(_ path: String? = nil, to values: [(String, String?)]) -> String {
        address(path, setting: ReviewQuestion.filters.map { ($0, nil) } + values)
    }
}
