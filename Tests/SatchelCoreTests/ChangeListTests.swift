import Testing

@testable import SatchelCore

/// An item of a document: its bytes are named by a letter.
private func item(
    _ id: Int64, _ bytes: String = "a", at path: String? = nil, slot: String = "A1", from: String? = nil
)
    -> EditionItem
{
    EditionItem(
        slot: slot, kind: .document, identity: "document:\(id)", documentID: id, path: path ?? "A/\(id)",
        blob: BlobStore.Blob(sha256: bytes, size: 1, crc32: 0, storedSize: 1),
        usableFrom: from.map { day($0) })
}

private func changes(
    _ old: [EditionItem], _ new: [EditionItem], _ succession: [[Int64]: String] = [:]
) -> [ChangeList.Line] {
    ChangeList(from: old, to: new, issuedOn: day("01/06/2025")) { from, to in
        succession[[from, to]].map { day($0) }
    }.lines
}

@Suite("Change lists")
struct ChangeListTests {
    @Test("Equal items make an empty list, whatever the pages Satchel makes")
    func unchanged() {
        let page = EditionItem(
            slot: "", kind: .generated, identity: "page:kit.json", path: "kit.json", blob: nil)
        #expect(changes([item(1), item(2)], [item(1), item(2), page]).isEmpty)
    }

    @Test("What comes without taking another's place is added; what goes is removed")
    func addedAndRemoved() {
        let lines = changes([item(1), item(2)], [item(2), item(3)])
        #expect(lines.map(\.kind) == [.added, .removed])
        #expect(lines.map { $0.putIn.map(\.identity) } == [["document:3"], []])
        #expect(lines.map { $0.takeOut.map(\.identity) } == [[], ["document:1"]])
    }

    @Test("Other bytes of the same thing are a correction; another path or slot is a move")
    func correctedAndMoved() {
        let lines = changes(
            [item(1), item(2), item(3), item(4)],
            [item(1, "b"), item(2, at: "B/2"), item(3, slot: "A2"), item(4, "b", at: "B/4")])
        #expect(lines.map(\.kind) == [.corrected, .moved, .moved, .corrected])
        #expect(lines.map { $0.takeOut.count } == [1, 1, 1, 1])
        let list = ChangeList(
            from: [item(1), item(2)], to: [item(1, "b"), item(2, at: "B/2")], issuedOn: day("01/06/2025")
        ) { _, _ in nil }
        #expect(list.lines.filter { $0.kind != .moved }.flatMap(\.putIn) == [item(1, "b")])
    }

    @Test("One new for one old, with the day of the replacement")
    func oneForOne() {
        let lines = changes([item(1)], [item(2)], [[1, 2]: "01/05/2025"])
        #expect(
            lines == [
                ChangeList.Line(
                    kind: .replaced, takeOut: [item(1)], putIn: [item(2)], from: day("01/05/2025"),
                    isComing: false)
            ])
    }

    @Test("Seven old for one new make one line")
    func sevenForOne() {
        let old = (1...7).map { item($0) }
        let links = Dictionary(uniqueKeysWithValues: (1...7).map { ([Int64($0), 8], "01/05/2025") })
        let lines = changes(old, [item(8)], links)
        #expect(lines.map(\.kind) == [.replaced])
        #expect(lines[0].takeOut == old)
        #expect(lines[0].putIn == [item(8)])
    }

    @Test("Two old for two new that share one old make one line, in order")
    func manyForMany() {
        let lines = changes(
            [item(1), item(2), item(3)], [item(4), item(5), item(6)],
            [[1, 4]: "01/04/2025", [2, 4]: "01/04/2025", [2, 5]: "01/05/2025", [3, 6]: "01/03/2025"])
        #expect(lines.map { $0.takeOut.map(\.documentID) } == [[1, 2], [3]])
        #expect(lines.map { $0.putIn.map(\.documentID) } == [[4, 5], [6]])
        #expect(lines.map(\.from) == [day("01/05/2025"), day("01/03/2025")])
    }

    @Test("Groups that a later new item joins become one line")
    func joined() {
        let lines = changes(
            [item(1), item(2)], [item(3), item(4), item(5)],
            [[1, 3]: "01/04/2025", [2, 4]: "01/04/2025", [1, 5]: "01/04/2025", [2, 5]: "01/04/2025"])
        #expect(lines.count == 1)
        #expect(Set(lines[0].takeOut.map(\.documentID)) == [1, 2])
        #expect(Set(lines[0].putIn.map(\.documentID)) == [3, 4, 5])
        #expect(lines[0].takeOut.count == 2)
        #expect(lines[0].putIn.count == 3)
    }

    @Test("A replacement from after the day of issue is coming, and so is an item to be used later")
    func coming() {
        let replaced = changes([item(1)], [item(2)], [[1, 2]: "02/06/2025"])
        #expect(replaced.map(\.isComing) == [true])
        #expect(changes([item(1)], [item(2)], [[1, 2]: "01/06/2025"]).map(\.isComing) == [false])
        let beside = changes([item(1)], [item(1), item(2, from: "01/07/2025")])
        #expect(beside.map(\.kind) == [.added])
        #expect(beside.map(\.from) == [day("01/07/2025")])
        #expect(beside.map(\.isComing) == [true])
    }

    @Test("From nothing everything is added; to nothing everything is removed")
    func ends() {
        #expect(changes([], [item(1), item(2)]).map(\.kind) == [.added, .added])
        #expect(changes([item(1), item(2)], []).map(\.kind) == [.removed, .removed])
    }
}
