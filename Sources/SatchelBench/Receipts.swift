import SatchelCore

/// A branch that is supplied with editions.
struct BenchBranch: Hashable {
    let code: String
    let number: Int
}

/// What branches do with each edition they are supplied, in the shape offices see: most fetch it within days and file
/// it within weeks, some skip editions, a few are far behind, copies come back or are lost, and the office hears of
/// all of it days later.
struct Receipts {
    private var random = SteadyRandom(seed: 3)
    /// By the day the office records them, then by edition.
    private var waiting: [Day: [Int: [NewEvidence]]] = [:]

    /// Decides what each branch does with an edition.
    mutating func expect(edition: Int, from branches: [BenchBranch], suppliedOn day: Day) {
        for branch in branches {
            // One branch in twenty takes only one edition in eight.
            let isSlow = branch.number % 20 == 7
            if isSlow && !random.isHit(percent: 12) { continue }
            electronic(branch, edition, day)
            paper(branch, edition, day)
        }
    }

    private mutating func electronic(_ branch: BenchBranch, _ edition: Int, _ day: Day) {
        guard random.isHit(percent: 90) else { return }
        let fetched = day.advanced(by: Int.random(in: 0...8, using: &random))
        add(branch, .downloaded, .electronic, .web, edition, fetched, delay: 0)
        if random.isHit(percent: 45) {
            add(branch, .acknowledged, .electronic, .web, edition, fetched.advanced(by: 2), delay: 1)
        }
        if random.isHit(percent: 1) {
            add(branch, .lost, .electronic, .phone, edition, fetched.advanced(by: 9), delay: 5)
        }
    }

    private mutating func paper(_ branch: BenchBranch, _ edition: Int, _ day: Day) {
        guard random.isHit(percent: 85) else { return }
        let signed = day.advanced(by: Int.random(in: 1...12, using: &random))
        add(branch, .handedOver, .paper, .paper, edition, signed, delay: 12)
        if random.isHit(percent: 40) {
            add(branch, .filed, .paper, .paper, edition, signed.advanced(by: 4), delay: 12)
        }
        if random.isHit(percent: 15) {
            add(branch, .returned, .paper, .paper, edition, signed.advanced(by: 14), delay: 12)
        }
    }

    private mutating func add(
        _ branch: BenchBranch, _ proof: Proof, _ copy: Copy, _ medium: Medium, _ edition: Int, _ day: Day,
        delay: Int
    ) {
        let recorded = day.advanced(by: delay == 0 ? 0 : Int.random(in: 0...delay, using: &random))
        waiting[recorded, default: [:]][edition, default: []].append(
            NewEvidence(
                node: branch.code, proof: proof, copy: copy, medium: medium, happenedOn: day,
                // A name is written where somebody signs; by web it is known whose link it is.
                person: medium == .paper ? "Nguyễn Văn \(branch.number)" : nil))
    }

    /// Takes out what the office hears of by a day, by edition.
    mutating func take(by day: Day) -> [(edition: Int, rows: [NewEvidence])] {
        var taken: [Int: [NewEvidence]] = [:]
        for due in waiting.keys.filter({ $0 <= day }).sorted() {
            for (edition, rows) in waiting.removeValue(forKey: due) ?? [:] {
                taken[edition, default: []] += rows
            }
        }
        return taken.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
