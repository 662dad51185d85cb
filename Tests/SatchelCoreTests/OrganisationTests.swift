import TestSupport
import Testing

@testable import SatchelCore

private let head = "Mã,Tên tổ chức,Loại hình,Mã cấp trên,Từ ngày,Bí thư,Điện thoại,Thư điện tử\n"

@Suite("The organisation")
struct OrganisationTests {
    @Test("Nodes stand in a tree under their parents, in the order of their codes")
    func tree() throws {
        let board = try Board()
        let tree = try board.register.organisation(on: day("01/03/2025"))
        #expect(tree.nodes.map(\.code) == ["BP", "CB1", "CB2", "CB3", "CQ1", "DU"])
        let top = try tree.node(code: "du")
        #expect(tree.roots == [top])
        #expect(tree.children(of: top.id).map(\.code) == ["BP", "CB1", "CB2", "CQ1"])
        #expect(tree.subtree(of: top.id).count == 6)
        #expect(tree.ancestors(of: try tree.node(code: "CB3").id).map(\.code) == ["BP", "DU"])
        #expect(try board.register.organisation(on: day("31/12/2019")).nodes.isEmpty)
        let known = try board.register.known(at: Instant(milliseconds: 0))
        #expect(try board.register.organisation(on: day("01/03/2025"), known).nodes.isEmpty)
    }

    @Test("A code that is not there is refused, with the nearest")
    func unknownNode() throws {
        let tree = try Board().register.organisation(on: day("01/03/2025"))
        let error = expectError(.nodeUnknown) { try tree.node(code: "CB9") }
        #expect(["CB1", "CB2", "CB3"].contains(error?.arguments["near"]))
    }

    @Test("A table of nodes is read; kinds in words, parents further down, secretaries appointed")
    func imported() throws {
        let register = try Desk().register
        let table =
            head
            + "CB1,Chi bộ thôn 3,chi bộ thôn,ĐU,,Nay Hương,0900 000 000,h@x.example\nĐU,Đảng ủy xã,đảng ủy,,01/07/2025,,,\n"
        let count = try register.importOrganisation(
            Array(table.utf8), file: "to-chuc.csv", from: day("01/06/2025"), by: Actor(user: "lan"))
        #expect(count == 2)
        #expect(try register.lastEvent()?.user == "lan")
        #expect(try register.organisation(on: day("30/06/2025")).nodes.map(\.code) == ["CB1"])
        let tree = try register.organisation(on: day("01/07/2025"))
        let branch = try tree.node(code: "CB1")
        #expect(branch.kind == .residential)
        #expect(tree.ancestors(of: branch.id).map(\.name) == ["Đảng ủy xã"])
        let holder = try #require(try register.holders(on: day("01/06/2025"))[branch.id]?.first)
        #expect(
            [holder.person, holder.role, holder.phone, holder.email] == [
                "Nay Hương", "Bí thư", "0900 000 000", "h@x.example",
            ])
    }

    @Test("Every mistake in a table of nodes is told at once, and nothing is taken in")
    func faults() throws {
        let register = try Board().register
        let table =
            head + """
                CB7,Chi bộ 7,chi bộ thôm,DU,31/02/2025,,,
                ,,đảng ủy,,,,,
                CB8,Chi bộ 8,thôn,CB7,,,,
                cb1,Chi bộ 1,thôn,DU,,,,
                CB9,Uû ban nh©n d©n,thôn,DUU,,,,
                CB8,Chi bộ 8,thôn,DU,,,,
                CB6,Chi bộ 6,thôn,CB6,,,,
                """
        let error = try expectRefused(.faultsInFile, leaving: register) {
            try register.importOrganisation(
                Array(table.utf8), file: "to-chuc.csv", from: day("01/06/2025"), by: tester)
        }
        #expect(
            error?.places == [
                "2:3 kindUnknown", "2:5 dateBroken", "3:1 fieldMissing", "3:2 fieldMissing", "5:1 nodeTwice",
                "6:2 legacyEncoding", "6:4 nodeUnknown", "7:1 nodeTwice", "8:4 nodeCircle",
            ])
        #expect(error?.faults[6].arguments["near"] == "DU")
    }

    @Test("Nodes above each other in a circle are refused")
    func circle() throws {
        let register = try Board().register
        let table = head + "X1,Một,thôn,X2,,,,\nX2,Hai,thôn,X3,,,,\nX3,Ba,thôn,X1,,,,\n"
        let error = try expectRefused(.nodeCircle, leaving: register) {
            try register.importOrganisation(
                Array(table.utf8), file: "to-chuc.csv", from: day("01/06/2025"), by: tester)
        }
        #expect(error?.arguments["codes"] == "X1, X2, X3")
        try expectRefused(.nodeTwice, leaving: register) {
            try register.add(
                nodes: [NewNode(code: "cb1", name: "x", kind: .office, from: .first)], by: tester)
        }
        try expectRefused(.nodeUnknown, leaving: register) {
            try register.add(
                nodes: [NewNode(code: "X", name: "x", kind: .office, parent: "Y", from: .first)], by: tester)
        }
    }

    @Test("A new secretary follows the old from a day on; the days before stay with the old")
    func appointed() throws {
        let board = try Board()
        let before = try board.register.known(at: board.clock.now)
        board.clock.move(to: "02/03/2025")
        try board.register.appoint(
            NewHolder(person: "Rah Lan Mai", email: "mai@cb1.example"), at: "CB1", from: day("01/05/2025"),
            by: Actor(user: "lan"))
        #expect(try board.register.lastEvent()?.verb == "holder.appoint")
        #expect(try board.register.lastEvent()?.user == "lan")
        let id = try board.register.organisation(on: day("01/05/2025")).node(code: "CB1").id
        func persons(_ text: String, _ known: Known = .now) throws -> [String] {
            try board.register.holders(on: day(text), known)[id]?.map(\.person) ?? []
        }
        #expect(try persons("30/04/2025") == ["Rơ Châm H'Lan"])
        #expect(try persons("01/05/2025") == ["Rah Lan Mai"])
        #expect(try persons("01/05/2025", before) == ["Rơ Châm H'Lan"])
        try expectRefused(.nodeUnknown, leaving: board.register) {
            try board.register.appoint(NewHolder(person: "x"), at: "CB9", from: day("01/05/2025"), by: tester)
        }
    }

    @Test("A secretary recorded for an earlier time leaves the one who came later in office")
    func appointedBetween() throws {
        let board = try Board()
        try board.register.appoint(NewHolder(person: "Mai"), at: "CB1", from: day("01/05/2025"), by: tester)
        try board.register.appoint(NewHolder(person: "Lý"), at: "CB1", from: day("01/03/2025"), by: tester)
        let id = try board.register.organisation(on: day("01/05/2025")).node(code: "CB1").id
        let persons = try ["28/02/2025", "30/04/2025", "01/05/2025"].map { text in
            try board.register.holders(on: day(text))[id]?.map(\.person) ?? []
        }
        #expect(persons == [["Rơ Châm H'Lan"], ["Lý"], ["Mai"]])
    }

    @Test("A distribution list means kinds, a subtree, and nodes by hand, never everyone")
    func lists() throws {
        let tree = try Board().register.organisation(on: day("01/03/2025"))
        func codes(_ list: DistributionList) throws -> [String] { try list.expanded(in: tree).map(\.code) }
        #expect(try codes(DistributionList(kinds: ["residential"])) == ["CB1", "CB2", "CB3"])
        #expect(try codes(DistributionList(kinds: ["residential"], under: "BP")) == ["CB3"])
        #expect(
            try codes(
                DistributionList(kinds: ["residential"], under: "BP", also: ["CQ1", "CB3"], except: ["CB3"]))
                == ["CQ1"])
        #expect(try codes(DistributionList(kinds: [])).isEmpty)
        for broken in [
            DistributionList(kinds: [], under: "X"), DistributionList(kinds: [], also: ["X"]),
            DistributionList(kinds: [], except: ["X"]),
        ] {
            expectError(.nodeUnknown) { try broken.expanded(in: tree) }
        }
    }
}
