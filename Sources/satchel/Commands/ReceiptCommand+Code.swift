import ArgumentParser
import SatchelCore

extension ReceiptCommand {
    /// `satchel receipt 4711 0048 2931 7`: a receipt told over the telephone. What is no code is the kit whose evidence
    /// is listed.
    struct ByCode: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "code",
                abstract: Text(
                    "Ghi theo mã xác nhận đọc qua điện thoại: satchel receipt 4711 0048 2931 7",
                    "Record by the code read over the telephone: satchel receipt 4711 0048 2931 7"
                ).chosen,
                discussion: Text(
                    "Mã đứng trên phiếu giao nhận trong cặp của từng nơi nhận. Ghi tên cặp thay cho mã thì liệt kê.",
                    "The code stands on the slip in each recipient's kit. A kit's name instead of a code lists."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: ListOptions
        @Argument(
            help: ArgumentHelp(
                Text("Mã xác nhận, có thể chia nhóm; hoặc tên cặp.", "The code, in groups or not; or a kit.")
                    .chosen, valueName: Text("mã", "code").chosen))
        var words: [String] = []
        @Option(name: .long, help: ArgumentHelp("acknowledged, filed"))
        var proof: Proof = .acknowledged
        @Option(name: .long, help: ArgumentHelp(Text("Ngày xảy ra.", "The day it happened.").chosen)) var on:
            Day?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Ai nhận (mặc định người giữ cặp ngày ấy).", "Who received (the holder).").chosen))
        var person: String?
        @Flag(
            name: .long,
            help: ArgumentHelp(Text("Chỉ xem mã của ai, không ghi.", "Only tell whose it is.").chosen))
        var look = false

        func run() throws {
            let code = words.joined(separator: " ")
            let isCode = ReceiptCode.isMeant(by: code) || OpeningCode.isMeant(by: code)
            guard isCode else {
                let list = try List.parse(words)
                return try options.list(list.kit, try global.office().register)
            }
            let office = try global.office()
            let receipt =
                look
                ? try office.receipt(code: code, proof: proof, on: on, person: person)
                : try office.record(
                    receiptCode: code, proof: proof, on: on, person: person, by: global.actor)
            print(Self.told(receipt))
            if let newest = receipt.newer {
                print(
                    Style.warning("! ")
                        + Text(
                            "Mã này của đợt {edition}; đợt mới nhất đã cấp là đợt {newest}.",
                            "This code is of edition {edition}; the newest supplied is {newest}."
                        ).chosen(["edition": "\(receipt.edition)", "newest": "\(newest)"]))
            }
            if receipt.isKnown {
                print(
                    Text(
                        "Đã ghi từ trước cho ngày này; vẫn một dòng.",
                        "Recorded for that day before; one row stays."
                    )
                    .chosen)
            } else if !look {
                print(Style.good(Text("Đã ghi.", "Recorded.").chosen))
            }
        }

        private static func told(_ receipt: CodedReceipt) -> String {
            let person = [
                receipt.person,
                receipt.onBehalfOf.map { Text("thay {name}", "for {name}").chosen(["name": $0]) },
            ].compactMap(\.self).joined(separator: ", ")
            return Text(
                """
                {node} ({code}), {kit}, đợt {edition}
                  {proof}, {copy}, điện thoại, ngày {day}{person}
                """,
                """
                {node} ({code}), {kit}, edition {edition}
                  {proof}, {copy}, by telephone, on {day}{person}
                """
            ).chosen([
                "node": receipt.nodeName, "code": receipt.node, "kit": receipt.kitName.chosen,
                "edition": "\(receipt.edition)", "proof": receipt.proof.text.chosen,
                "copy": receipt.copy.text.chosen, "day": receipt.on.office,
                "person": person.isEmpty ? "" : ": \(person)",
            ])
        }
    }
}
