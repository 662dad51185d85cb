/// The newest edition that each recipient holds of one copy: with proof of receipt by the day, as known, that no later
/// row says was returned or lost. Of an edition's rows the last, by day and then as recorded, decides; rows before a
/// recipient's last turn (another holder, or a check that found something else) count no longer.
///
/// Nearly everybody holds one of the newest few editions, and an edition's evidence lies together in one index: the
/// editions are swept from the newest down until few are left, who are then asked for one by one.
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

    /// A row of a sweep as one number, which SQLite makes and gives cheapest.
    struct SweptRow {
        /// SQL that makes it of a row of evidence `e`: 25 bits hold a day, 4 a proof.
        static let sql = "(e.recipient_id << 29) + (e.happened_on << 4) + e.proof"

        let number: Int64
        var recipient: Int64 { number >> 29 }
        var day: Int32 { Int32(truncatingIfNeeded: number >> 4 & 0x1ff_ffff) }
        var isEnd: Bool { Proof.isEnd(number: Int(number & 15)) }
    }

    /// The rows of a recipient's last day in a sweep.
    private struct LastDay {
        var day: Int32 = 0
        var receipts = 0
        var ends = 0
    }

    /// Stands in `held` for who has to be asked for.
    private static let unsure: Int32 = -1

    private let recipients: [Int64]
    /// By place; 0 without a turn.
    private var turnKeys: [Int64] = []
    private var turns: [Int: Turn] = [:]
    /// The places of those for whom a row that voids nothing tells what was found: they are asked for.
    private var told: Set<Int> = []
    /// By place; 0 while nothing is known to be held, `unsure` where the order of one day's rows decides.
    private var held: [Int32]
    private var findings: [Int: Int64] = [:]
    private var sweeping: Sweeping

    /// - Parameters:
    ///   - recipients: ids, ascending.
    ///   - areMany: whether they are most of those an edition's evidence is about; a few are not swept for.
    init(recipients: [Int64], areMany: Bool = true) {
        self.recipients = recipients
        held = Array(repeating: 0, count: recipients.count)
        sweeping = Sweeping(over: recipients.count, isWanted: areMany)
    }

    /// The order of a recipient's rows: by day, then as they were recorded.
    static func key(day: Int, id: Int64) -> Int64 { Int64(day) << 32 + id }

    var sweepingGoesOn: Bool { sweeping.goesOn }

    /// The edition held by the recipient at a place.
    subscript(place: Int) -> Int? { held[place] > 0 ? Int(held[place]) : nil }

    /// What was found to differ from the edition held by the recipient at a place.
    func finding(_ place: Int) -> Int64? { findings.isEmpty ? nil : findings[place] }

    /// The places of those who hold nothing so far.
    var placesLeft: [Int] { sweeping.left == 0 ? [] : held.indices.filter { held[$0] <= 0 } }

    /// The key of the last turn of the recipient at a place; 0 without one.
    func turnKey(_ place: Int) -> Int64 { turnKeys.isEmpty ? 0 : turnKeys[place] }

    /// The places of those who hold nothing because the holder changed.
    var placesAfterChange: [Int] {
        turns.filter { held[$0.key] <= 0 && $0.value.edition == nil }.keys.sorted()
    }

    /// Takes in the turns, by recipient, each one's last turn last.
    mutating func turn(_ next: () throws -> (recipient: Int64, turn: Turn)?) rethrows {
        var place = 0
        while let row = try next() {
            place = recipients.place(of: row.recipient, from: place)
            guard place < recipients.count, recipients[place] == row.recipient else { continue }
            if !row.turn.voids {
                told.insert(place)
                continue
            }
            if turnKeys.isEmpty { turnKeys = Array(repeating: 0, count: recipients.count) }
            turns[place] = row.turn
            turnKeys[place] = row.turn.key
        }
    }

    /// Settles who holds an edition.
    /// - Parameter next: gives the evidence for it one by one, by recipient and then by day; then nil.
    mutating func sweep(_ edition: Int, _ next: () throws -> Int64?) rethrows {
        sweeping.begin()
        var place = 0
        var recipient: Int64 = -1
        /// Whether nothing is known of the recipient whose rows are read.
        var isOpen = false
        var last = LastDay()
        while let row = try next().map(SweptRow.init) {
            sweeping.read()
            if row.recipient != recipient {
                if isOpen { settle(place, edition, last) }
                recipient = row.recipient
                place = recipients.place(of: recipient, from: place)
                isOpen = place < recipients.count && recipients[place] == recipient && held[place] == 0
                last = LastDay()
            }
            if !isOpen { continue }
            if row.day != last.day { last = LastDay(day: row.day) }
            if row.isEnd { last.ends += 1 } else { last.receipts += 1 }
        }
        if isOpen { settle(place, edition, last) }
    }

    private mutating func settle(_ place: Int, _ edition: Int, _ last: LastDay) {
        let turnDay = Int32(truncatingIfNeeded: turnKey(place) >> 32)
        if last.day < turnDay || last.receipts == 0 { return }
        // What is received on the day of a change of holder, the new one receives.
        let isAfter = last.day > turnDay || (last.day == turnDay && turns[place]?.edition == nil)
        if last.ends > 0 || told.contains(place) {
            held[place] = HeldEditions.unsure
        } else if isAfter {
            settle(place, edition)
        } else if let turn = turns[place], turn.edition == edition, last.receipts == 1 {
            // It is the turn's own row.
            settle(place, edition)
            findings[place] = turn.finding
        } else {
            held[place] = HeldEditions.unsure
        }
    }

    private mutating func settle(_ place: Int, _ edition: Int) {
        held[place] = Int32(edition)
        sweeping.settle()
    }

    /// Takes what the recipient at a place was found to hold when asked for, and what the row says that decides.
    mutating func settle(_ place: Int, _ edition: Int, finding: Int64?) {
        settle(place, edition)
        findings[place] = finding
    }
}
