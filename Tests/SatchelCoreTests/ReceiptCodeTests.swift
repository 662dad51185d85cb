import Foundation
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Receipt codes")
struct ReceiptCodeTests {
    private static let samples: [ReceiptCode] = {
        var random = SplitMix(state: 97)
        let fixed = [(1, 1, 0), (9, 999, 9_999), (250_000, 200, 12), (999_999_999_999, 1, 5)]
        let more = (0..<300).map { _ in
            (Int(random.next() % 600_000) + 1, Int(random.next() % 999) + 1, Int(random.next() % 10_000))
        }
        return (fixed + more).compactMap { ReceiptCode(recipient: Int64($0.0), edition: $0.1, proof: $0.2) }
    }()

    @Test("A code is written in groups of four, and read again however people type it")
    func typing() throws {
        let code = try #require(ReceiptCode(recipient: 4_711, edition: 4, proof: 829))
        // 47110040829 · 100 leaves 3 when divided by 97: 98 − 3 = 95.
        #expect(code.text == "4711 0040 8299 5")
        let wide = String(
            code.text.unicodeScalars.map { scalar in
                Character(Unicode.Scalar(scalar.value == 0x20 ? 0x3000 : scalar.value + 0xFEE0) ?? scalar)
            })
        let typed = [
            code.text, code.text.replacing(" ", with: ""), code.text.replacing(" ", with: "-"),
            " 4711-0040.8299 – 5\n",
            wide, "47110\u{00A0}0408299\u{2011}5", "47Il O04o 8299 5",
        ]
        for one in typed { #expect(ReceiptCode(one) == code, "\(one)") }
        for none in ["", "  ", "4711", "bi-thu-chi-bo-thon", "4711 0040 8299 5a", "04711 0040 8299 5"] {
            #expect(ReceiptCode(none) == nil, "\(none)")
        }
        #expect(ReceiptCode.isMeant(by: "4711 0040") && ReceiptCode.isMeant(by: wide))
        #expect(!ReceiptCode.isMeant(by: "cap-1") && !ReceiptCode.isMeant(by: " "))
        #expect(!ReceiptCode.isMeant(by: "oil-1") && ReceiptCode.isMeant(by: "47I1 O040"))
        #expect(ReceiptCode(String(repeating: "9", count: 27)) == nil)
    }

    @Test("Every code is read back as it was")
    func back() {
        #expect(Self.samples.count == 304)
        for code in Self.samples { #expect(ReceiptCode(code.text) == code) }
    }

    @Test("Every single wrong digit is told")
    func wrongDigits() {
        var tried = 0
        for code in Self.samples {
            let digits = Array(code.text.filter { $0 != " " })
            for place in digits.indices {
                for digit in "0123456789" where digit != digits[place] {
                    var wrong = digits
                    wrong[place] = digit
                    tried += 1
                    if ReceiptCode(String(wrong)) != nil { Issue.record("\(code.text) as \(String(wrong))") }
                }
            }
        }
        #expect(tried > 30_000)
    }

    @Test("Every two neighbours exchanged are told")
    func exchanges() {
        var tried = 0
        for code in Self.samples {
            let digits = Array(code.text.filter { $0 != " " })
            for place in digits.indices.dropLast() where digits[place] != digits[place + 1] {
                var wrong = digits
                wrong.swapAt(place, place + 1)
                tried += 1
                if ReceiptCode(String(wrong)) != nil { Issue.record("\(code.text) as \(String(wrong))") }
            }
        }
        #expect(tried > 3_000)
    }
}

@Suite("Receipts by telephone")
struct PhoneReceiptTests {
    private let board: Board

    init() throws {
        board = try Board.withTwoEditions()
        board.clock.move(to: "06/11/2025")
    }

    private func code(_ node: String, _ edition: Int = 2) throws -> String {
        let recipient = try #require(
            try board.register.recipients(
                of: board.register.edition(of: "cap-thon", number: edition), on: board.clock.office.today,
                only: [node]
            ).first?.id)
        return try #require(try board.office.receiptCode(recipient: recipient, edition: edition)).text
    }

    private func rows(_ node: String) throws -> [Evidence] {
        try board.register.evidence(of: "cap-thon", node: node)
    }

    @Test("A code tells whose it is, and records by telephone what the holder said")
    func records() throws {
        let before = try board.register.dump()
        let asked = try board.office.receipt(code: code("CB3"))
        #expect(try board.register.dump() == before)
        #expect(asked.node == "CB3" && asked.nodeName == "Chi bộ CB3" && asked.kit == "cap-thon")
        #expect(asked.edition == 2 && asked.person == "Siu Bình" && !asked.isKnown)
        let recorded = try board.office.record(receiptCode: code("CB3"), by: tester)
        #expect(!recorded.isKnown)
        let row = try #require(rows("CB3").last)
        #expect(row.proof == .acknowledged && row.copy == .electronic && row.medium == .phone)
        #expect(row.edition == 2 && row.person == "Siu Bình" && row.onBehalfOf == nil)
        #expect(row.happenedOn == day("06/11/2025") && row.recordedBy == tester.user)
        let filed = try board.office.record(
            receiptCode: code("CB3"), proof: .filed, on: day("05/11/2025"), person: "Siu Con", by: tester)
        #expect(filed.copy == .paper)
        let second = try #require(rows("CB3").last)
        #expect(second.person == "Siu Con" && second.onBehalfOf == "Siu Bình" && second.proof == .filed)
        let held = try board.register.audit(kit: "cap-thon", on: day("06/11/2025")).rows
        #expect(held.filter { $0.node.code == "CB3" }.allSatisfy { $0.edition == .latest })
    }

    @Test("A code of an older edition says which is the newest supplied; the newest one's says nothing")
    func older() throws {
        #expect(try board.office.receipt(code: code("CB3", 1)).newer == 2)
        #expect(try board.office.receipt(code: code("CB3", 2)).newer == nil)
    }

    @Test("A code that opens a page is told apart, right or mistyped; another proof names its own command")
    func others() throws {
        for text in ["4E9J2-6GVQ7-JX26", " 4e9j2 6gvq7 jx27"] {
            let refused = try expectRefused(.receiptCodeOpens, leaving: board.register) {
                try board.office.receipt(code: text)
            }
            #expect(refused?.message(in: .vi).contains("mã mở trang") == true)
        }
        let lost = try expectRefused(.proofNotEntered, leaving: board.register) {
            try board.office.receipt(code: code("CB3"), proof: .lost)
        }
        #expect(
            lost?.message(in: .vi, namesCommands: true).contains("satchel receipt add CẶP MÃ --proof lost")
                == true)
        #expect(lost?.message(in: .vi).contains("satchel") == false)
    }

    @Test("Told twice on one day it stays one row, and says so; on another day it is another")
    func twice() throws {
        _ = try board.office.record(receiptCode: code("CB1"), by: tester)
        let before = try board.register.dump()
        #expect(try board.office.record(receiptCode: code("CB1"), by: tester).isKnown)
        #expect(try board.office.receipt(code: code("CB1")).isKnown)
        #expect(try board.register.dump() == before)
        board.clock.move(to: "07/11/2025")
        #expect(try !board.office.record(receiptCode: code("CB1"), by: tester).isKnown)
        #expect(try rows("CB1").count == 2)
    }

    @Test("Wrong digits and codes of nobody are told apart, and nothing is recorded")
    func refused() throws {
        let right = try code("CB1")
        func refuse(_ code: SatchelError.Code, _ text: String) throws -> String? {
            try expectRefused(code, leaving: board.register) {
                try board.office.record(receiptCode: text, by: tester)
            }?.message(in: .vi)
        }
        let slip = String(right.dropLast()) + (right.last == "0" ? "1" : "0")
        #expect(
            try refuse(.receiptCodeBroken, slip)?.contains("một chữ số gõ sai hoặc hai chữ số đổi chỗ")
                == true)
        let own = try #require(ReceiptCode(right))
        for (recipient, edition, proof) in [
            (own.recipient, 2, (own.proof + 1) % 10_000), (own.recipient, 3, own.proof), (77, 2, own.proof),
        ] {
            let guess = try #require(ReceiptCode(recipient: recipient, edition: edition, proof: proof))
            #expect(
                try refuse(.receiptCodeUnknown, guess.text)?.contains("không phải của lần cấp nào") == true)
        }
        let never = try #require(try board.office.receiptCode(recipient: own.recipient, edition: 9))
        _ = try refuse(.receiptCodeUnknown, never.text)
        try expectRefused(.evidenceInFuture, leaving: board.register) {
            try board.office.record(receiptCode: right, on: day("01/12/2025"), by: tester)
        }
        try expectRefused(.evidenceBeforeSupply, leaving: board.register) {
            try board.office.record(receiptCode: right, on: day("01/11/2025"), by: tester)
        }
        try expectRefused(.proofNotEntered, leaving: board.register) {
            try board.office.record(receiptCode: right, proof: .verified, by: tester)
        }
    }

    @Test("A code opens nothing, is of its edition, and outlives the links sent before")
    func apart() throws {
        let code = try code("CB1")
        #expect(try code != self.code("CB1", 1) && code != self.code("CB2"))
        expectError(.linkInvalid) { try board.office.linkHolder(code: code) }
        try board.register.appoint(
            NewHolder(person: "Rơ Mới"), at: "CB1", from: day("06/11/2025"), by: tester)
        #expect(try self.code("CB1") == code)
        #expect(try board.office.receipt(code: code).person == "Rơ Mới")
        let other = try Board.withTwoEditions()
        other.clock.move(to: "06/11/2025")
        expectError(.receiptCodeUnknown) { try other.office.receipt(code: code) }
    }

    @Test("Of a branch that ended the successor is named")
    func ended() throws {
        let code = try code("CB2")
        try board.register.reorganise(
            [
                NewReorganisation(
                    .merge, ["CB2", "CB1"], into: [.init("CB9", name: "Chi bộ thôn 1-2", parent: "DU")],
                    decision: "1-QĐ", decidedOn: day("05/11/2025"), effectiveOn: day("06/11/2025"))
            ], by: tester)
        let error = try expectRefused(.receiptCodeEnded, leaving: board.register) {
            try board.office.record(receiptCode: code, by: tester)
        }
        let told = error?.message(in: .vi) ?? ""
        #expect(
            told.contains("Chi bộ CB2 (CB2), đã kết thúc từ 06/11/2025; nơi kế tiếp: Chi bộ thôn 1-2 (CB9)"))
        #expect(try !board.office.record(receiptCode: code, on: day("05/11/2025"), by: tester).isKnown)
    }

    @Test("An account on a subtree neither learns of nor records a receipt outside")
    func scope() throws {
        let (foreign, own) = (try code("CB1"), try code("CB3"))
        for (name, at) in [("thu", nil), ("bp", "BP")] {
            try board.register.add(
                account: NewAccount(name: name, role: .administrator, at: at, from: day("01/03/2025")),
                by: tester)
        }
        let (bp, viewer) = (Actor(user: "bp"), Actor(user: "xem"))
        let seen = try board.office.seen(by: bp)
        expectError(.receiptCodeUnknown) { try seen.receipt(code: foreign) }
        try expectRefused(.outsideAccount, leaving: board.register) {
            try board.office.record(receiptCode: foreign, by: bp)
        }
        #expect(try !seen.record(receiptCode: own, by: bp).isKnown)
        try board.register.add(
            account: NewAccount(name: "xem", role: .viewer, from: day("01/03/2025")), by: tester)
        try expectRefused(.roleRefused, leaving: board.register) {
            try board.office.record(receiptCode: own, proof: .filed, by: viewer)
        }
    }
}
