import SatchelCore

/// Receipts told over the telephone, by the code inside the kit.
enum ReceiptCodeEndpoints {
    static let all: [Endpoint] = [
        .get(
            "/receipt-code", Text("Mã xác nhận là của ai.", "Whose receipt code it is."),
            with: [
                .init(
                    "code", .text(longest: 100), isRequired: true,
                    Text("Mã, có hay không chia nhóm.", "The code, in groups or not."))
            ], receipt
        ) { call in
            try call.visit.countingWrongCodes { try call.office.receipt(code: call.text("code")) }
        },
        .act(
            "/receipt-code",
            Text(
                "Ghi xác nhận theo mã đọc qua điện thoại.", "Record a receipt by the code told by telephone."),
            ReceiptCodeSent.self, receipt
        ) { call, sent in
            try call.visit.countingWrongCodes {
                try call.office.record(
                    receiptCode: sent.code, proof: sent.proof.flatMap(Proof.init(word:)) ?? .acknowledged,
                    on: sent.on, person: sent.person, by: try call.actor())
            }
        },
    ]

    private static let receipt = Record<CodedReceipt>(
        "CodedReceipt",
        [
            .text("code", \.code.text), .text("node", \.node), .text("nodeName", \.nodeName),
            .text("kit", \.kit), .both("kitName", \.kitName), .whole("edition", \.edition),
            .textIfAny("person", \.person), .textIfAny("onBehalfOf", \.onBehalfOf),
            .proof("proof", \.proof), .copy("copy", \.copy), .day("on", \.on), .flag("isKnown", \.isKnown),
        ])
}

/// A receipt told over the telephone.
struct ReceiptCodeSent: Input {
    let code: String
    let proof: String?
    let on: Day?
    let person: String?

    static let properties: [Schema.Property] = [
        .needed("code", .text(longest: 100)), .maybe("proof", .word(CodedReceipt.proofs.map(\.word))),
        .maybe("on", .day), .maybe("person", .text),
    ]
}
