/// The newest edition that each recipient holds of one copy: with proof of receipt by the day, as known, that no later
/// row says was returned or lost. Of an edition's rows the last, by day and then as recorded, decides.
///
/// Nearly everybody holds one of the newest few editions, and an edition's evidence lies together in one index: the
/// editions are swept from the newest down until sweeps settle few; those left are then asked for one by one.
struct HeldEditions {
    /// Asking for one recipient costs about as much as sweeping over so many rows.
    private static let askingCost = 12

    private let recipients: [Int64]
    private var held: [Int?]
    private var isSettled: [Bool]
    /// How many recipients no sweep has found holding anything.
    private(set) var left: Int
    /// Whether the last sweep cost more than asking for those it settled would have.
    private(set) var isSweptEnough = false

    /// - Parameter recipients: ids, ascending; the subscript takes places in it.
    init(recipients: [Int64]) {
        self.recipients = recipients
        held = Array(repeating: nil, count: recipients.count)
        isSettled = Array(repeating: false, count: recipients.count)
        left = recipients.count
    }

    /// The edition held by the recipient at a place.
    subscript(place: Int) -> Int? { held[place] }

    /// The ids of those left.
    var others: [Int64] { recipients.indices.filter { !isSettled[$0] }.map { recipients[$0] } }

    /// Settles who holds an edition.
    /// - Parameter next: gives the evidence for it one by one, by recipient, each one's last row last; then nil.
    mutating func sweep(_ edition: Int, _ next: () throws -> (recipient: Int64, proof: Int)?) rethrows {
        var count = 0
        var place = 0
        while let row = try next() {
            count += 1
            while place < recipients.count, recipients[place] < row.recipient { place += 1 }
            guard place < recipients.count, recipients[place] == row.recipient, !isSettled[place] else {
                continue
            }
            held[place] = row.proof < Proof.returned.rawValue ? edition : nil
        }
        let before = left
        for place in held.indices where held[place] == edition && !isSettled[place] {
            isSettled[place] = true
            left -= 1
        }
        // The tenth is for an edition just issued, which few have yet.
        isSweptEnough = count > (before - left) * HeldEditions.askingCost + recipients.count / 10
    }

    /// Takes what each of `others` holds, in their order.
    mutating func settle(_ editions: [Int?]) {
        for (place, edition) in zip(recipients.indices.filter { !isSettled[$0] }, editions) {
            held[place] = edition
        }
    }
}
