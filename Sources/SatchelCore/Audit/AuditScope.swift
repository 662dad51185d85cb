/// What an audit asks about: the kit and its editions by a day, as known.
struct AuditScope {
    let kit: Kit
    /// First to last.
    let editions: [Edition]
    let withdrawn: Set<Int>
    /// The number of the newest edition that is not withdrawn.
    let latest: Int?
    let day: Day
    let known: Known

    /// - Parameter editions: all of the kit's, as known.
    init(kit: Kit, editions all: [Edition], day: Day, known: Known) {
        let editions = all.filter { $0.issuedOn <= day }
        let withdrawn = Set(
            editions.filter { edition in edition.withdrawnOn.map { $0 <= day } ?? false }.map(\.number))
        self.kit = kit
        self.editions = editions
        self.withdrawn = withdrawn
        latest = editions.last { !withdrawn.contains($0.number) }?.number
        self.day = day
        self.known = known
    }
}
