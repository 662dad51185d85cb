/// What changes from one edition to a later one (bảng kê tài liệu thay thế, bổ sung); one computation feeds preview,
/// update kit, contents page and notices.
package struct ChangeList: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case replaced, added, corrected, moved, removed
    }

    /// One line: what to take out of the paper folder, what to put in.
    package struct Line: Sendable, Hashable {
        package let kind: Kind
        package let takeOut: [EditionItem]
        package let putIn: [EditionItem]
        /// The day from which the new stands in for the old, when the register says so.
        package let from: Day?
        /// The old must not be taken out before `from`: it lies after the day of issue.
        package let isComing: Bool
    }

    package let lines: [Line]
    package var isEmpty: Bool { lines.isEmpty }

    /// - Parameters:
    ///   - old: the items of the edition held; empty for somebody who holds none.
    ///   - new: the items of the later edition. What was removed from it is never put in, and taken out whoever
    ///     holds it.
    ///   - succession: old document → new document → the day the replacement begins.
    package init(
        from old: [EditionItem], to new: [EditionItem], issuedOn: Day,
        succession: (_ old: Int64, _ new: Int64) -> Day?
    ) {
        let old = old.filter { $0.kind != .generated }
        let new = new.filter { $0.kind != .generated && !$0.isRemoved }
        let oldByIdentity = Dictionary(old.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
        let newIdentities = Set(new.map(\.identity))
        let removed = old.filter { !newIdentities.contains($0.identity) }
        let added = new.filter { oldByIdentity[$0.identity] == nil }
        var lines = ChangeList.replacements(of: removed, by: added, issuedOn, succession)
        let replaced = Set(lines.flatMap { $0.takeOut + $0.putIn }.map(\.identity))
        for item in new {
            if let line = ChangeList.line(
                for: item, oldByIdentity[item.identity], old, replaced, issuedOn, succession)
            {
                lines.append(line)
            }
        }
        for item in removed where !replaced.contains(item.identity) {
            lines.append(Line(kind: .removed, takeOut: [item], putIn: [], from: nil, isComing: false))
        }
        self.lines = lines
    }

    /// Joins what went out and what came in where one replaces the other: n old → m new.
    private static func replacements(
        of removed: [EditionItem], by added: [EditionItem], _ issuedOn: Day,
        _ succession: (Int64, Int64) -> Day?
    ) -> [Line] {
        var groups: [(old: [EditionItem], new: [EditionItem], day: Day?)] = []
        for item in added {
            let links = removed.compactMap { old -> (EditionItem, Day)? in
                guard let from = old.documentID, let to = item.documentID, let day = succession(from, to)
                else {
                    return nil
                }
                return (old, day)
            }
            if links.isEmpty { continue }
            var group = (old: links.map(\.0), new: [item], day: links.map(\.1).max())
            groups.removeAll { earlier in
                guard earlier.old.contains(where: group.old.contains) else { return false }
                group.old = earlier.old + group.old.filter { !earlier.old.contains($0) }
                group.new = earlier.new + group.new
                group.day = [earlier.day, group.day].compactMap { $0 }.max()
                return true
            }
            groups.append(group)
        }
        return groups.map { group in
            Line(
                kind: .replaced, takeOut: group.old, putIn: group.new, from: group.day,
                isComing: group.day.map { $0 > issuedOn } ?? false)
        }
    }

    private static func line(
        for item: EditionItem, _ before: EditionItem?, _ old: [EditionItem], _ replaced: Set<String>,
        _ issuedOn: Day, _ succession: (Int64, Int64) -> Day?
    ) -> Line? {
        guard let before else {
            if replaced.contains(item.identity) { return nil }
            let isComing = item.usableFrom.map { $0 > issuedOn } ?? false
            return Line(kind: .added, takeOut: [], putIn: [item], from: item.usableFrom, isComing: isComing)
        }
        if before.blob?.sha256 != item.blob?.sha256 {
            return Line(kind: .corrected, takeOut: [before], putIn: [item], from: nil, isComing: false)
        }
        if before.path != item.path || before.slot != item.slot {
            return Line(kind: .moved, takeOut: [before], putIn: [item], from: nil, isComing: false)
        }
        return nil
    }
}
