import ArgumentParser
import SatchelCore

/// `satchel kit build`, also `satchel edition build`: writes archives of an edition.
struct BuildCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "build",
            abstract: Text(
                "Đóng gói một đợt: chung cho mọi nơi, riêng cho một nơi, hoặc cho từng nơi nhận.",
                "Write an edition's archive: for all alike, for one recipient, or one for each."
            ).chosen,
            discussion: Text(
                """
                Bản riêng (--for, --for-all) có thêm thư mục “Dành riêng”: các mẫu đã ghi sẵn tên nơi nhận và phiếu \
                giao nhận. Tên lấy theo ngày hôm nay.
                """,
                """
                An own kit (--for, --for-all) has one more folder, “Dành riêng”: the forms with the recipient's names \
                filled in, and a slip to sign. Names are those of today.
                """
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
        name: .customLong("for"),
        help: ArgumentHelp(
            Text("Bản riêng của nơi nhận mang mã này.", "The own kit of the recipient with this code.")
                .chosen,
            valueName: Text("mã", "code").chosen))
    var recipient: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            Text(
                "Bản riêng của mọi nơi nhận, ghi vào thư mục này.",
                "An own kit for every recipient, written into this folder."
            ).chosen, valueName: Text("thư-mục", "folder").chosen))
    var forAll: String?
    @Option(
        name: .shortAndLong, help: ArgumentHelp(Text("Ghi vào tệp này.", "Write to this file.").chosen))
    var output: String?

    func validate() throws {
        guard forAll == nil || (recipient == nil && output == nil) else {
            throw ValidationError(
                Text(
                    "--for-all không đi với --for hay --output.",
                    "--for-all goes with neither --for nor --output."
                ).chosen)
        }
    }

    func run() throws {
        let office = try global.office()
        let edition = try office.register.edition(of: kit, number: number)
        let old = try from.map { try office.register.edition(of: kit, number: $0) }
        if let forAll {
            try buildAll(of: edition, since: old, into: forAll, office)
        } else {
            try buildOne(of: edition, since: old, office)
        }
    }

    private func buildOne(of edition: Edition, since old: Edition?, _ office: Office) throws {
        let archive =
            if let recipient {
                try office.personalKits(of: edition, since: old).archive(
                    for: try office.register.recipients(
                        of: edition, on: office.clock.today, only: [recipient])[0])
            } else {
                try office.archive(of: edition, since: old)
            }
        let path = output ?? archive.fileName
        let bar = ByteProgress(Text("đóng gói", "packing").chosen)
        try archive.write(to: path) { bar.tell($0, archive.length) }
        tell(archive.content, since: old)
        print(
            Text("Đã ghi {path}\nsha256 {sum}", "Wrote {path}\nsha256 {sum}").chosen([
                "path": path, "sum": archive.sha256,
            ]))
    }

    private func buildAll(
        of edition: Edition, since old: Edition?, into folder: String, _ office: Office
    ) throws {
        let recipients = try office.register.recipients(of: edition, on: office.clock.today)
        let kits = try office.personalKits(of: edition, since: old)
        let bar = ByteProgress(Text("đóng gói", "packing").chosen)
        try kits.write(for: recipients, into: folder) { bar.tell(UInt64($0), UInt64($1)) }
        tell(kits.base.content, since: old)
        print(
            Text(
                "Đã ghi {count} cặp riêng của {edition} vào {folder}.",
                "Wrote {count} own kits of {edition} into {folder}."
            ).chosen([
                "count": "\(recipients.count)", "edition": edition.name.chosen, "folder": folder,
            ]))
    }

    private func tell(_ content: KitArchive.Content, since old: Edition?) {
        guard let old, content == .full else { return }
        print(
            Text(
                "Bản cập nhật từ đợt {from} chỉ nhỏ hơn dưới 1/5, nên đã đóng gói bản đầy đủ.",
                "An update from edition {from} would save less than a fifth: this is the whole kit."
            ).chosen(["from": "\(old.number)"]))
    }
}
