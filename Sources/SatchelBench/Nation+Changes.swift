import SatchelCore

// What happens between the editions: branches are merged and split, secretaries change, checks find deviations.
extension Nation {
    /// What happens in the days before an edition to all.
    mutating func change(before edition: Int) throws {
        settleBegun()
        let day = day(ofEdition: edition).advanced(by: -2)
        clock.move(to: day)
        let merges = (0..<Nation.decisions / Nation.national * 3 / 4).map { _ in merge(of: 2, on: day) }
        let splits = (0..<Nation.decisions / Nation.national / 4).map { _ in split(on: day) }
        try register.reorganise(merges + splits, by: clerk)
        settleBegun()
        for number in 0..<Nation.appointments / Nation.national {
            let branch = anyBranch()
            try appoint(at: branch, on: day)
            if number % 3 == 0 { try handOver(at: branch, on: day) }
        }
    }

    /// A branch that is there, at random.
    mutating func anyBranch() -> BenchBranch {
        let province = Int.random(in: 0..<provinces.count, using: &random)
        return provinces[province][Int.random(in: 0..<provinces[province].count, using: &random)]
    }

    /// Records another secretary.
    mutating func appoint(at branch: BenchBranch, on day: Day) throws {
        let number = Int.random(in: 0..<Nation.branches, using: &random)
        try register.appoint(
            NewHolder(
                person: "Trần Thị \(number)", phone: "08\(10_000_000 + number)",
                email: number % 3 == 0 ? nil : "bithu\(number)@example.vn"),
            at: branch.code, from: day, by: clerk)
    }

    private func handOver(at branch: BenchBranch, on day: Day) throws {
        do {
            try register.handOver(at: branch.code, on: day, by: clerk)
        } catch let error as SatchelError where error.code == .nothingToHandOver {
            // The one before held nothing.
        }
    }

    /// Takes those that a decision was about into the branches that are there, for the next decisions and editions.
    mutating func settleBegun() {
        for (province, branch) in begun { provinces[province].append(branch) }
        begun = []
    }

    /// A decision that merges branches which stand beside each other into one that begins; all of them are set
    /// apart, since a day takes one decision about a branch.
    mutating func merge(of count: Int, on day: Day) -> NewReorganisation {
        let province = Int.random(in: 0..<provinces.count, using: &random)
        let place = Int.random(in: 0...provinces[province].count - count, using: &random)
        let merged = Array(provinces[province][place..<place + count])
        let successor = BenchBranch(code: "\(merged[0].code)M", number: merged[0].number)
        provinces[province].removeSubrange(place..<place + count)
        begun.append((province, successor))
        return NewReorganisation(
            .merge, merged.map(\.code),
            into: [
                NewReorganisation.Successor(
                    successor.code, name: "Chi bộ liên thôn \(merged[0].number)",
                    secretary: "Lê Văn \(merged[0].number)", phone: "07\(10_000_000 + merged[0].number)")
            ],
            decision: "\(merged[0].number)-QĐ/ĐU", decidedOn: day.advanced(by: -9), effectiveOn: day)
    }

    /// A decision that sets up a branch from a part of another, which goes on.
    private mutating func split(on day: Day) -> NewReorganisation {
        let province = Int.random(in: 0..<provinces.count, using: &random)
        let place = Int.random(in: 0..<provinces[province].count, using: &random)
        let branch = provinces[province][place]
        let new = BenchBranch(code: "\(branch.code)S", number: branch.number)
        provinces[province].remove(at: place)
        begun += [(province, branch), (province, new)]
        return NewReorganisation(
            .split, [branch.code],
            into: [
                NewReorganisation.Successor(branch.code, keepsCopies: true),
                NewReorganisation.Successor(
                    new.code, name: "Chi bộ thôn mới \(branch.number)",
                    secretary: "Phạm Văn \(branch.number)"),
            ],
            decision: "\(branch.number)-QĐ/ĐU", decidedOn: day.advanced(by: -9), effectiveOn: day)
    }

    /// Records what checks found to differ from an edition in its weeks with the branches, all at once.
    mutating func find(in edition: Int) throws {
        let kit = kit
        let supplied = day(ofEdition: edition)
        let items = try register.items(of: try register.edition(of: kit.slug, number: edition))
            .filter { $0.kind != .generated }.map(\.identity)
        let older = kit.replaced.suffix(8).map { "document:\($0)" }
        let rows = (0..<Nation.findings / Nation.national).map { _ in
            NewEvidence(
                node: anyBranch().code, proof: .foundOtherwise,
                copy: random.isHit(percent: 80) ? .paper : .electronic, medium: .paper,
                happenedOn: supplied.advanced(by: Int.random(in: 15...40, using: &random)),
                person: "Đoàn kiểm tra số \(Int.random(in: 1...90, using: &random))",
                finding: finding(items, older))
        }
        try register.record(rows, of: kit.slug, edition: edition, by: clerk)
    }

    /// Mostly one document is missing or one that was replaced is still there; sometimes two things differ.
    private mutating func finding(_ items: [String], _ older: [String]) -> Finding {
        func some(_ identities: [String], _ count: Int) -> [String] {
            (0..<count).map { _ in identities[Int.random(in: 0..<identities.count, using: &random)] }
        }
        let (extra, missing) =
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<40: (0, 1)
            case 40..<65: (1, 0)
            case 65..<85: (1, 1)
            case 85..<95: (0, 2)
            default: (2, 0)
            }
        return Finding(extra: some(older, extra), missing: some(items, missing))
    }
}
