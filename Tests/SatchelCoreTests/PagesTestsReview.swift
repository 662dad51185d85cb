import Foundation
import TestSupport
import Testing

@testable import SatchelCore

struct PagesTestsReview {
    private func page(_ review: Review, _ board: Board, _ language: Language = .vi) throws -> String {
        ReviewPage(
            review, documents: try board.register.documents(of: review), clock: board.register.clock,
            language: language
        ).html
    }

    @Test func `The table says which review it is, of when, by whom, and with what data`() throws {
        let board = try ReviewTests.board()
        let review = try board.save(title: "Quý 4 <2025>")
        let html = try page(review, board)
        for text in [
            "BAN XÂY DỰNG ĐẢNG XÃ THỬ".lowercased(), "bảng rà soát số 1", "cặp chi bộ thôn",
            "ngày 25/11/2025",
            "quý 4 &lt;2025&gt;", "25/11/2025 08:00, người lập: thu", "đợt 2 (11/2025)",
            "mọi nơi nhận: 3 nơi nhận, 6 bản", "ngày 25 tháng 11 năm 2025", "lãnh đạo ban",
            "mã kiểm tra \(review.digest.prefix(12))", "· \(review.digest.prefix(12))\"",
        ] { #expect(html.lowercased().contains(text), "\(text)") }
        let english = try page(review, board, .en)
        for text in ["Review no. 1", "25/11/2025 08:00 by thu", "How to read it", "edition 2 (11/2025)"] {
            #expect(english.contains(text), "\(text)")
        }
        #expect(!english.contains("Cách đọc"))
    }

    @Test func `A row tells what of each copy is out of force, since when, and what applies now`() throws {
        let board = try ReviewTests.board()
        let html = try page(try board.save(), board)
        let row = try #require(html.split(separator: "<tr>").first { $0.contains("(CB1)</span>") })
        #expect(row.contains(">2</td>"))
        #expect(row.contains(">1 (đợt cũ)</td>"))
        let text = row.replacing(/<[^>]+>/, with: "")
        #expect(text.contains("Cặp giấy: 12-HD/BTCTW (từ 28/10/2025, nay là 42-HD/BTCTW)"))
        #expect(text.contains("Cặp giấy: chi bộ chưa cập nhật"))
        #expect(text.contains("20/11/2025"))
        #expect(row.hasPrefix("<td class=\"n\">1</td>"))
        #expect(
            html.contains(
                "Chi bộ CB3 (CB3): bản điện tử chưa có xác nhận đã nhận, cặp giấy chưa có xác nhận đã nhận, trễ 5 ngày"
            ))
        #expect(html.contains("Phần việc của ban: chưa cấp</h2><p>Không có.</p>"))
    }

    @Test func `What the board has not supplied names no branch`() throws {
        let board = try ReviewTests.board()
        let html = try page(try board.save(on: "01/11/2025"), board)
        let list = try #require(html.split(separator: "Phần việc của ban: chưa cấp</h2>").last).prefix {
            $0 != "\n"
        }.replacing(/<[^>]+>/, with: "")
        #expect(
            list
                == "Hướng dẫn 12-HD/BTCTW, ngày 06/07/2018, hết hiệu lực từ 28/10/2025, vẫn có trong đợt mới nhất: 3 bản đang giữ."
        )
        let branches = try #require(html.split(separator: "Nơi chưa cập nhật</h2>").last).prefix {
            $0 != "\n"
        }
        #expect(branches.contains("2 nơi nhận, 3 bản"))
        #expect(!branches.contains("(CB1)"))
    }

    @Test func `A document whose name is gone is told by its number`() throws {
        let board = try ReviewTests.board()
        let review = try board.save()
        let html = ReviewPage(review, documents: [:], clock: board.register.clock, language: .vi).html
        #expect(html.contains("văn bản #1") && !html.contains("12-HD/BTCTW"))
    }

    @Test func `Numbers in a row are shortened to runs`() {
        #expect(ReviewTables.ranges([9, 1, 2, 3, 5, 6]) == "1–3, 5–6, 9")
        #expect(ReviewTables.ranges([4]) == "4")
        #expect(ReviewTables.ranges([]) == "")
    }

    @Test func `An empty review is still a paper`() throws {
        let board = try ReviewTests.board()
        let html = try page(try board.save(on: "01/01/2021"), board)
        #expect(html.contains("chưa có đợt nào đang dùng"))
        #expect(html.contains("0 nơi nhận, 0 bản"))
    }

    /// 3,000 branches under 100 committees, each with two copies of one of five editions.
    static func large() throws -> Review {
        func node(_ id: Int64, _ code: String, _ name: String, under parent: Int64?) -> OrganisationNode {
            OrganisationNode(
                id: id, code: code, name: name, kind: .residential, parentID: parent, officialCode: nil,
                from: .first, to: nil)
        }
        var nodes = [node(1, "T", "Tỉnh ủy", under: nil)]
        for commune in 1...100 {
            nodes.append(
                node(Int64(commune) * 1000, "X\(1000 + commune)", "Đảng bộ xã số \(commune)", under: 1))
            for branch in 1...30 {
                nodes.append(
                    node(
                        Int64(commune * 1000 + branch), "X\(1000 + commune)-\(10 + branch)",
                        "Chi bộ thôn số \(branch)", under: Int64(commune) * 1000))
            }
        }
        let contents = (1...5).map { edition in
            HoldingsAudit.Contents(
                outdated: (edition..<5).map { number in
                    HoldingsAudit.Outdated(
                        document: Int64(number), status: .superseded, since: day("01/0\(number)/2025"),
                        replacedBy: [Int64(number + 10)], isBoardsTurn: number == 4)
                }, unverified: [20], finding: nil)
        }
        var random = SplitMix(state: 7)
        let branches = nodes.filter { $0.id % 1000 != 0 && $0.id > 1 }
        let rows = branches.enumerated().flatMap { place, node in
            Copy.allCases.map { copy in
                let held = random.chance(85) ? Int.random(in: 1...5, using: &random) : nil
                let verdict: HoldingsAudit.EditionVerdict =
                    held == 5 ? .latest : held == nil ? .none : .behind
                return HoldingsAudit.Row(
                    node: node, copyNumber: place + 1, suppliedOn: day("05/11/2025"),
                    judgement: Judgement(
                        standing: Standing(copy: copy, held: held, supplied: 5, dueOn: day("20/11/2025")),
                        edition: verdict, contents: held.map { contents[$0 - 1] },
                        daysLate: held == 5 ? 0 : 5))
            }
        }
        let audit = HoldingsAudit(
            kit: "cap-thon", day: day("25/11/2025"), latest: 5, rows: rows, tree: OrganisationTree(nodes))
        let instant = OfficeClock(zone: TestClock.zone).instant(of: day("25/11/2025"), hour: 9, minute: 12)
        let head = ReviewHead(
            number: 3, kit: "cap-thon", day: day("25/11/2025"), under: nil, title: nil, knownAt: instant,
            knownEvent: 9, madeAt: instant, madeBy: "thu", onBehalfOf: nil)
        return try Review(
            head, office: "Ban Tổ chức Tỉnh ủy",
            kitName: KitManifest.Name(Text("Cặp chi bộ thôn", "Branch kit")),
            latestOn: day("05/11/2025"), answer: ReviewAnswer(audit))
    }

    @Test func `Three thousand branches are a paper of less than three megabytes, kept in less than 128 KB`()
        throws
    {
        let review = try PagesTestsReview.large()
        #expect(try Review(json: review.json()) == review)
        #expect(try BlobStore.deflate(review.json()).count < 128 << 10)
        let html = ReviewPage(
            review, documents: [:], clock: OfficeClock(zone: TestClock.zone), language: .vi
        ).html
        #expect(html.utf8.count < 3_000_000)
        #expect(html.split(separator: "<tr>").filter { $0.contains("class=\"who\"") }.count > 3000)
        #expect(html.split(separator: "<h3>").count == 101)
        // Four documents are told by their numbers in the list, three by name.
        #expect(html.contains("4 văn bản: số 1–4 ở mục II"))
        #expect(html.contains("văn bản #2 (từ 01/02/2025, nay là văn bản #12)"))
        if let folder = ProcessInfo.processInfo.environment["PAGES_OUT"] {
            try html.write(toFile: "\(folder)/review-large.html", atomically: true, encoding: .utf8)
        }
    }
}
