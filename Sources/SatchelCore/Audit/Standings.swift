/// How recipients stand with one copy, by their places; those that stand alike share one standing.
struct Standings {
    private struct Key: Hashable {
        let held: Int32
        let supplied: Int32
        let dueOn: Int32
        let withheld: Int32
        let finding: Int64
    }

    let copy: Copy
    /// No two alike.
    private(set) var distinct: [Standing] = []
    /// How many recipients stand so, by the order of `distinct`.
    private(set) var counts: [Int] = []
    private var indices: [Int32] = []
    private var known: [Key: Int32] = [:]
    /// Neighbours mostly stand alike.
    private var last: (key: Key, index: Int32)?

    init(_ copy: Copy, reserving count: Int) {
        self.copy = copy
        indices.reserveCapacity(count)
    }

    /// The place in `distinct` of what the recipient at a place shares.
    func index(_ place: Int) -> Int { Int(indices[place]) }

    subscript(place: Int) -> Standing { distinct[index(place)] }

    var all: [Standing] { indices.map { distinct[Int($0)] } }

    /// Adds how the next recipient stands.
    mutating func append(_ recipient: AuditRecipient, held: Int?, finding: Int64?, withheld: Int?) {
        let key = Key(
            held: Int32(held ?? 0), supplied: recipient.edition, dueOn: recipient.dueNumber,
            withheld: Int32(withheld ?? 0), finding: finding ?? 0)
        let index = index(of: key)
        indices.append(index)
        counts[Int(index)] += 1
    }

    private mutating func index(of key: Key) -> Int32 {
        if let last, last.key == key { return last.index }
        let index = known[key] ?? Int32(distinct.count)
        if Int(index) == distinct.count {
            known[key] = index
            counts.append(0)
            func some(_ number: Int32) -> Int? { number == 0 ? nil : Int(number) }
            distinct.append(
                Standing(
                    copy: copy, held: some(key.held), supplied: some(key.supplied),
                    dueOn: Day(number: Int(key.dueOn)), finding: key.finding == 0 ? nil : key.finding,
                    withheld: some(key.withheld)))
        }
        last = (key, index)
        return index
    }
}
