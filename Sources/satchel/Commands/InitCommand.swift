import ArgumentParser
import SatchelCore

/// `satchel init`: makes an office.
struct InitCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "init",
            abstract: Text(
                "Tạo thư mục dữ liệu mới, kèm sổ văn bản ban đầu, mẫu và ba cặp tài liệu.",
                "Make a new data folder with the starter register, templates and three kits."
            ).chosen)
    }

    @OptionGroup var global: GlobalOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Tên cơ quan, in trên mọi giấy tờ.", "The office's name, as printed on every paper.").chosen,
            valueName: Text("tên", "name").chosen))
    var office: String?

    @Flag(name: .long, help: ArgumentHelp(Text("Sổ trống, không kèm gì.", "An empty register.").chosen))
    var bare = false

    @Flag(
        name: .long,
        help: ArgumentHelp(
            Text(
                "Một người được tự trình, duyệt và cấp phát (ghi vào settings.yaml).",
                "One person may submit, approve and issue (written to settings.yaml)."
            ).chosen))
    var onePersonMayIssue = false

    func run() throws {
        var settings = Settings.standard
        if let office { settings.office = office }
        if onePersonMayIssue { settings.onePersonMayIssue = true }
        let made = try Office.create(at: global.folder, settings: settings)
        if !bare { try Starter(made, by: global.actor).takeInAll() }
        let documents = try made.register.documents()
        print(
            Text(
                """
                Đã tạo dữ liệu tại {path}: {documents} văn bản, {templates} mẫu, {kits} cặp tài liệu.
                Sửa tên cơ quan, số điện thoại, thư điện tử trong {path}/settings.yaml.
                Tiếp theo: satchel organisation import TO-CHUC.csv --from NGÀY
                """,
                """
                Made the data folder {path}: {documents} documents, {templates} templates, {kits} kits.
                Set the office's name, telephone and mail in {path}/settings.yaml.
                Next: satchel organisation import ORGANISATION.csv --from DAY
                """
            ).chosen([
                "path": global.folder, "documents": "\(documents.count)",
                "templates": "\(try made.register.templates().count)",
                "kits": "\(try made.register.kits().count)",
            ]))
    }
}
