/// What a file that once came with a kit is worth today, to whoever holds it.
package struct KnownFile: Sendable, Hashable {
    package enum Standing: String, Sendable {
        /// Part of the edition in use.
        case current
        /// Something else stands in its place.
        case outdated
        /// Taken out, and nothing stands in its place.
        case withdrawn
        /// Of a later edition than the one supplied.
        case newer
    }

    package let standing: Standing
    package let name: String
    /// What stands in its place.
    package let replacedBy: [String]
    /// The edition it came with, the newest of those that have it.
    package let edition: Int
}

extension Office {
    /// Every file the editions of a kit ever had, by its sha256 in lower-case hex, judged against the edition its
    /// recipient is to use. Pages that Satchel makes are among them; a branch's own files are not.
    package func knownFiles(of kit: HeldKit) throws -> [String: KnownFile] {
        guard let current = kit.current?.edition else { return [:] }
        let labels = try register.labels()
        var known: [String: KnownFile] = [:]
        for edition in try register.editions(of: kit.slug) {
            let items = try register.items(of: edition)
            var standing: (standing: KnownFile.Standing, by: [EditionItem]) = (.newer, [])
            var replaced: [String: [EditionItem]] = [:]
            if edition.number < current.number {
                standing.standing = .outdated
                for line in try changes(from: edition, to: current).lines {
                    for item in line.takeOut { replaced[item.identity] = line.putIn }
                }
            }
            for item in items {
                guard let sha256 = item.blob?.sha256 else { continue }
                let by = replaced[item.identity] ?? []
                let isGone = standing.standing == .outdated && item.kind != .generated && by.isEmpty
                known[sha256] = KnownFile(
                    standing: isGone ? .withdrawn : standing.standing,
                    name: labels[item.identity] ?? item.path ?? "",
                    replacedBy: by.map { labels[$0.identity] ?? $0.identity }, edition: edition.number)
            }
        }
        // Last, so that whatever is still in use is told so, wherever else it was.
        for item in try register.items(of: current) {
            guard let sha256 = item.blob?.sha256 else { continue }
            known[sha256] = KnownFile(
                standing: .current, name: labels[item.identity] ?? item.path ?? "", replacedBy: [],
                edition: current.number)
        }
        return known
    }
}
