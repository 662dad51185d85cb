/// The newest edition that each recipient holds of one copy: with proof of receipt by the day, as known, that no later
/// row says was returned or lost. Of an edition's rows the last, by day and then as recorded, decides; rows before a
/// recipient's last turn (another holder, or a check that found something else) count no longer.
///
/// Nearly everybody holds one of the newest few editions, and an edition's evidence lies together in one index: the
/// editions are swept from the newest down until sweeps settle few; those left are then asked for one by one.
struct HeldEditions {
    /// A row of evidence that voids those before it, or that tells what was found to differ.
    struct Turn: Sendable {
        /// Its place among a recipient's rows.
        let key: Int64
        /// The edition found; nil when the holder changed.
        let edition: Int?
        let finding: Int64?
        let voids: Bool
    }

    /// Asking for one recipient costs about as much as sweeping over so many rows.
    private static let askingCost = 12

    private let recipients: [Int64]
    /// By place; 0 without a turn.
    private var turnKeys: [Int64] = []
    private var turns: [Int: Turn] = [:]
    /// By the key of the row that tells it.
    private var told: [Int64: Int64] = [:]
    private var held: [Int?]
    private var findings: [Int: Int64] = [:]
    private var isSettled: [Bool]
    /// How many recipients no sweep has found holding anything.
    private(set) var left: Int
    /// Whether the last sweep cost more than asking for those it settled would have.
    private(set) var isSweptEnough: Bool

    /// - Parameters:
    ///   - recipients: ids, ascending.
    ///   - areMany: whether they are most of those an edition's evidence is about; a few are not swept for.
    init(recipients: [Int64], areMany: Bool = true) {
        self.recipients = recipients
        held = Array(repeating: nil, count: recipients.count)
        isSettled = Array(repeating: false, count: recipients.count)
        left = recipients.count
        isSweptEnough = !areMany
    }

    /// The order of a recipient's rows: by day, then as they were recorded.
    static func key(day: Int, id: Int64) -> Int64 { Int64(day) << 32 + id }

    var hasTurns: Bool { !turns.isEmpty || !told.isEmpty }

    /// The edition held by the recipient at a place.
    subscript(place: Int) -> Int? { held[place] }

    /// What was found to differ from the edition held by the recipient at a place.
    func finding(_ place: Int) -> Int64? { findings[place] }

    /// The ids of those left with their turns' keys.
    var others: [(recipient: Int64, after: Int64)] {
        recipients.indices.filter { !isSettled[$0] }.map { place in
            (recipients[place], turnKeys.isEmpty ? 0 : turnKeys[place])
        }
    }

    /// The places of those who hold nothing because the holder changed.
    var placesAfterChange: [Int] {
        turns.filter { held[$0.key] == nil && $0.value.edition == nil }.keys.sorted()
    }

    /// Takes in the turns, by recipient, each one's last turn last.
    mutating func turn(_ next: () throws -> (recipient: Int64, turn: Turn)?) rethrows {
        var place = 0
        while let row = try next() {
            while place < recipients.count, recipients[place] < row.recipient { place += 1 }
            guard place < recipients.count, recipients[place] == row.recipient else { continue }
            if row.turn.voids { turns[place] = row.turn }
            if let finding = row.turn.finding { told[row.turn.key] = finding }
        }
        if turns.isEmpty { return }
        turnKeys = Array(repeating: 0, count: recipients.count)
        for (place, turn) in turns { turnKeys[place] = turn.key }
    }

    /// Settles who holds an edition.
    /// - Parameter next: gives the evidence for it one by one, by recipient, each one's last row last; then nil. The
    ///   key is read only where there are turns.
    mutating func sweep(
        _ edition: Int, _ next: () throws -> (recipient: Int64, proof: Int, key: Int64)?
    ) rethrows {
        var count = 0
        var place = 0
        var touched: [Int] = []
        while let row = try next() {
            count += 1
            while place < recipients.count, recipients[place] < row.recipient { place += 1 }
            guard place < recipients.count, recipients[place] == row.recipient, !isSettled[place] else {
                continue
            }
            if !turnKeys.isEmpty, row.key < turnKeys[place] { continue }
            held[place] = Proof.ends.contains(row.proof) ? nil : edition
            if !told.isEmpty { findings[place] = told[row.key] }
            touched.append(place)
        }
        let before = left
        for place in touched where held[place] == edition && !isSettled[place] {
            isSettled[place] = true
            left -= 1
        }
        // The tenth is for an edition just issued, which few have yet.
        isSweptEnough = count > (before - left) * HeldEditions.askingCost + recipients.count / 10
    }

    /// Takes what each of `others` holds, by their order among them.
    mutating func settle(_ found: [Int: (edition: Int, finding: Int64?)]) {
        for (order, place) in recipients.indices.filter({ !isSettled[$0] }).enumerated() {
            held[place] = found[order]?.edition
            findings[place] = found[order]?.finding
        }
    }
}
