import ArgumentParser
import SatchelCore

/// `satchel kit build`, also `satchel edition build`: writes archives of an edition.
struct BuildCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "build",
            abstract: Text(
                "Đóng gói một đợt, hoặc bản cập nhật từ đợt cũ.",
                "Write an edition's archive, or an update."
            ).chosen)
    }
    @OptionGroup var global: GlobalOptions
    @Argument var kit: String
    @Argument var number: Int?
    @Option(
        name: .long,
        help: ArgumentHelp(
            Text(
                "Chỉ phần thay đổi từ đợt này; bản đầy đủ nếu chỉ nhỏ hơn dưới 1/5.",
                "Only what changed since; the whole kit when that saves less than a fifth."
            ).chosen))
    var from: Int?
    @Option(
        name: .shortAndLong, help: ArgumentHelp(Text("Ghi vào tệp này.", "Write to this file.").chosen))
    var output: String?

    func run() throws {
        let office = try global.office()
        let edition = try office.register.edition(of: kit, number: number)
        let old = try from.map { try office.register.edition(of: kit, number: $0) }
        let archive = try office.archive(of: edition, since: old)
        let path = output ?? archive.fileName
        try archive.write(to: path)
        if let old, archive.content == .full {
            print(
                Text(
                    "Bản cập nhật từ đợt {from} chỉ nhỏ hơn dưới 1/5, nên đã đóng gói bản đầy đủ.",
                    "An update from edition {from} would save less than a fifth: this is the whole kit."
                ).chosen(["from": "\(old.number)"]))
        }
        print(
            Text("Đã ghi {path}\nsha256 {sum}", "Wrote {path}\nsha256 {sum}").chosen([
                "path": path, "sum": archive.sha256,
            ]))
    }
}
