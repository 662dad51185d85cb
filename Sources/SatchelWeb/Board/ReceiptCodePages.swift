import Hummingbird
import SatchelCore

/// Receipts told over the telephone: the code is typed in, whose it is is shown, then it is recorded.
enum ReceiptCodePages {
    static let routes: [Route] = [
        .get("/receipts/code", .account, look), .post("/receipts/code", .account, shownAgain: again, record),
    ]

    /// The field for a code, as it stands on the pages of receipts.
    /// - Parameter back: the page to come back to when the receipt is recorded.
    static func field(_ visit: Visit, back: String? = nil) -> HTML {
        visit.search(
            to: "/receipts/code", visit.say("Xem mã của ai", "Whose is it?"),
            """
            \(Field.text(
                "code",
                visit.say("Mã xác nhận (đọc qua điện thoại)", "Receipt code (read over the telephone)"),
                visit.query["code"] ?? "", size: 24, autocomplete: "off"))\(back.map { Field.hidden("back", $0) })
            """)
    }

    /// Whose a code is, and the form that records it.
    @Sendable private static func look(_ visit: Visit) throws -> Answer {
        guard let code = visit.query["code"] else { return page(visit, nil) }
        var visit = visit
        do {
            return page(visit, try visit.countingWrongCodes { try visit.office.receipt(code: code) })
        } catch let error as SatchelError where visit.isAboutCode(error) {
            visit.refusal = error
            var answer = page(visit, nil)
            answer.status = HTTPResponse.Status(error)
            return answer
        }
    }

    /// The form again, with what was written in it.
    @Sendable private static func again(_ visit: Visit) throws -> Answer {
        let mayLook = visit.refusal?.code != .triedTooOften
        return page(visit, mayLook ? try? visit.office.receipt(code: visit.form["code"] ?? "") : nil)
    }

    @Sendable private static func record(_ visit: Visit) throws -> Answer {
        let code = try visit.required("code", visit.say("Mã xác nhận", "Receipt code"))
        let proof = visit.form["proof"].flatMap(Proof.init(word:)) ?? .acknowledged
        let receipt = try visit.countingWrongCodes {
            try visit.office.record(
                receiptCode: code, proof: proof, on: try visit.day("day"), person: visit.form["person"],
                by: try visit.recorder())
        }
        if let list = list(visit) {
            return .seeOther(list + (list.contains("?") ? "&" : "?") + "done=recorded")
        }
        let done = receipt.isKnown ? "known" : "recorded"
        return .seeOther(
            "/receipts?kit=\(Fields.encoded(receipt.kit))&node=\(Fields.encoded(receipt.node))&done=\(done)&n=1"
        )
    }

    /// The list to telephone from which somebody came: no other address is gone back to.
    private static func list(_ visit: Visit) -> String? {
        guard let back = visit.form["back"] ?? visit.query["back"],
            back.wholeMatch(of: /\/notices(\/[a-z0-9-]+\/[0-9]+)?\/telephone(\?page=[0-9]+)?/) != nil
        else { return nil }
        return back
    }

    private static func page(_ visit: Visit, _ receipt: CodedReceipt?) -> Answer {
        let title = visit.say("Xác nhận qua điện thoại", "Receipt by telephone")
        return visit.page(
            title, at: .review, isNarrow: true,
            """
            \(visit.trail([("/receipts", visit.say("Các xác nhận", "Receipts"))]))
            <h1>\(title)</h1>
            <p>\(visit.say("Mã có các nhóm bốn số, đứng trên phiếu giao nhận trong cặp. Nhập xong, xem đúng nơi nhận rồi mới ghi.", "The code is in groups of four digits on the slip in the kit. See whose it is before it is recorded."))</p>
            \(visit.card(nil, field(visit, back: list(visit))))
            \(receipt.map { confirmation(visit, $0) })
            """)
    }

    private static func confirmation(_ visit: Visit, _ receipt: CodedReceipt) -> HTML {
        let facts: [(String, HTML?)] = [
            (visit.say("Nơi nhận", "Recipient"), visit.node(receipt.node, receipt.nodeName)),
            (visit.say("Cặp tài liệu", "Kit"), .text(visit.say(receipt.kitName))),
            (visit.say("Đợt", "Edition"), "\(receipt.edition)"),
            (visit.say("Người giữ cặp", "Holder"), receipt.person.map { .text($0) }),
        ]
        let proofs = CodedReceipt.proofs.map { (value: $0.word, text: visit.say($0.text)) }
        let fields: HTML = """
            \(Field.hidden("code", receipt.code.text))\(list(visit).map { Field.hidden("back", $0) })
            \(Field.radio("proof", visit.say("Báo gì", "What was told"), proofs, chosen: visit.entered("proof", receipt.proof.word)))
            \(Field.day("day", visit.say("Ngày", "Day"), visit.entered("day", visit.today.office), isRequired: true))
            \(Field.text("person", visit.say("Người báo, nếu không phải người giữ cặp", "Who told, if not the holder"), visit.entered("person")))
            """
        let known: HTML? =
            receipt.isKnown
            ? "<p>\(Mark.ok(visit.say("Hôm nay đã ghi “đã tải tệp” cho nơi này.", "Received today is recorded already.")))</p>"
            : nil
        return visit.card(
            visit.say("Mã này là của", "This code is of"),
            """
            \(visit.facts(facts))\(older(visit, receipt))\(known)
            \(visit.form(to: "/receipts/code", visit.say("Ghi xác nhận", "Record the receipt"), fields))
            """)
    }
}

extension ReceiptCodePages {
    /// That the code is of an edition which was followed by another.
    fileprivate static func older(_ visit: Visit, _ receipt: CodedReceipt) -> HTML? {
        receipt.newer.map { newest in
            let told = visit.say(
                "mã của đợt \(receipt.edition), đợt mới nhất đã cấp là đợt \(newest)",
                "the code is of edition \(receipt.edition); the newest supplied is \(newest)")
            return "<p>\(Mark.late(told))</p>"
        }
    }
}

extension Visit {
    /// Whether an error says that what was typed is no code, or the wrong one.
    func isAboutCode(_ error: SatchelError) -> Bool {
        [.receiptCodeBroken, .receiptCodeOpens, .receiptCodeUnknown, .receiptCodeEnded, .triedTooOften]
            .contains(error.code)
    }

    /// Looks up a receipt code; whoever brings too many that are nobody's waits. Slips of the pen do not count.
    /// - Throws: `triedTooOften`, and what the look-up throws.
    func countingWrongCodes<Value>(_ body: () throws -> Value) throws -> Value {
        let keys = ["receipt code \(try account().name.lowercased())"]
        try site.limits.check(keys, now: office.clock.now)
        do {
            return try body()
        } catch let error as SatchelError where error.code == .receiptCodeUnknown {
            _ = site.limits.fail(keys, now: office.clock.now)
            throw error
        }
    }
}
