/// Whether to go on reading all rows of one edition after another, or to ask for the recipients left one by one.
struct Sweeping {
    /// Asking for one recipient costs about as much as reading so many rows of a sweep.
    private static let askingCost = 40

    private(set) var left: Int
    private let isWanted: Bool
    private var rows = 0
    /// Of the last sweep.
    private var last = (rows: 0, settled: 0)

    /// - Parameter isWanted: false for a few recipients, who are asked for at once.
    init(over recipients: Int, isWanted: Bool) {
        left = recipients
        self.isWanted = isWanted
    }

    mutating func begin() { last = (0, 0) }

    mutating func read() {
        rows += 1
        last.rows += 1
    }

    mutating func settle() {
        left -= 1
        last.settled += 1
    }

    /// Sweeping goes on while it is the cheaper way, and until it has cost as much as asking for all those left would:
    /// at worst it costs twice what was needed.
    var goesOn: Bool {
        isWanted && left > 0
            && (left * Sweeping.askingCost > rows || last.settled * Sweeping.askingCost > last.rows)
    }
}

extension [Int64] {
    /// The first place at or after `start` whose id is not below the one given; ids ascend.
    func place(of id: Int64, from start: Int) -> Int {
        var low = start
        if low >= count || self[low] >= id { return low }
        var step = 1
        while low + step < count, self[low + step] < id {
            low += step
            step *= 2
        }
        // self[low] is below, and what stands `step` further is not.
        var high = Swift.min(low + step, count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if self[middle] < id { low = middle } else { high = middle }
        }
        return high
    }
}
