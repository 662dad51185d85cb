import ArgumentParser
import SatchelCore

extension DocumentCommand {
    /// `satchel document find`: which documents a pasted text cites.
    struct Find: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "find",
                abstract: Text(
                    "Văn bản được dẫn trong một đoạn chữ dán vào (hoặc tên tệp).",
                    "The documents that a pasted text (or a file name) cites."
                ).chosen)
        }

        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument var text: [String]

        func run() throws {
            let register = try global.office().register
            var list = Listing([
                .init("cited", "Dẫn trong bài", "Cited"), .init("date", "Ngày dẫn", "Date cited"),
                .init("answer", "Trong sổ", "In the register"), .init("documents", "Văn bản", "Documents"),
            ])
            for (citation, answer) in try register.lookUp(citationsIn: text.joined(separator: " ")) {
                let symbol = citation.symbol?.printed ?? ""
                list.rows.append([
                    .text([citation.typeWord ?? "", symbol].joined(separator: " ").trimmed),
                    .text(citation.date == .unknown ? "" : citation.date.office),
                    .word(answer.code, answer.text),
                    .list(answer.names),
                ])
            }
            list.print(listing.format)
        }
    }
}

extension LookUp {
    fileprivate var code: String {
        switch self {
        case .found: "found"
        case .ambiguous: "ambiguous"
        case .contradicting: "contradicting"
        case .unknown: "unknown"
        }
    }

    fileprivate var text: Text {
        switch self {
        case .found: Text("có", "found")
        case .ambiguous: Text("nhiều văn bản, cần thêm ngày", "more than one, say the date")
        case .contradicting: Text("có nhưng không khớp", "there, but it disagrees")
        case .unknown: Text("không có", "unknown")
        }
    }

    fileprivate var names: [String] {
        switch self {
        case .found(let document): ["\(document.key) (\(document.body))"]
        case .ambiguous(let documents), .contradicting(let documents):
            documents.map { "\($0.key) (\($0.body))" }
        case .unknown(let near): near.map { Text("gần giống: \($0)", "near: \($0)").chosen }
        }
    }
}
