import ArgumentParser
import SatchelCore

/// `satchel`: the root of all commands.
struct Satchel: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "satchel",
            abstract: Text(
                "Cặp tài liệu: sổ văn bản, cấp phát từng đợt, rà soát nơi chưa cập nhật.",
                "Document kits: a register, editions issued to branches, audits of who holds what."
            ).chosen,
            discussion: Text(
                """
                Ba việc chính:
                  satchel edition submit KIT --due NGÀY    ban trình đợt mới; rồi edition approve, edition issue
                  satchel receipt add KIT MÃ …             ghi nhận bí thư đã nhận, đã thay
                  satchel audit KIT --on NGÀY              ai còn giữ văn bản đã bị thay thế
                Dùng thử ngay: satchel demo

                Mã thoát: 0 xong · 1 không làm được, chưa có gì thay đổi · 3 còn nơi chưa cập nhật · 4 tệp hoặc sổ bị hỏng · \
                64 lệnh sai · 74 lỗi đĩa · 75 sổ đang bận · 77 không có quyền.
                """,
                """
                The three jobs:
                  satchel edition submit KIT --due DAY     the board submits a new edition; then approve, issue
                  satchel receipt add KIT CODE …           record that a secretary received or filed it
                  satchel audit KIT --on DAY               who still holds superseded documents
                Try it: satchel demo

                Exit status: 0 done · 1 refused, nothing changed · 3 somebody is not up to date · 4 a file or the register \
                is damaged · 64 bad command · 74 disk error · 75 register busy · 77 no permission.
                """
            ).chosen,
            version: "0.1.0",
            subcommands: [
                InitCommand.self, DocumentCommand.self, RelationCommand.self, BodyCommand.self,
                TemplateCommand.self,
                KitCommand.self, EditionCommand.self, OrganisationCommand.self, ReceiptCommand.self,
                AuditCommand.self, ReviewCommand.self, NotifyCommand.self, VerifyCommand.self,
                UnpackCommand.self, LogCommand.self, AccountCommand.self, RemovalCommand.self,
                BackupCommand.self, RestoreCommand.self, CheckCommand.self,
                StoreCommand.self,
                ServeCommand.self, DemoCommand.self,
            ])
    }
}

/// The options every command has.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Thư mục dữ liệu (hoặc biến SATCHEL_DATA).", "The data folder (or SATCHEL_DATA).").chosen,
            valueName: Text("thư-mục", "folder").chosen))
    var data: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            Text("Người thao tác, ghi vào nhật ký.", "Who acts; written to the log.").chosen,
            valueName: Text("tên", "user").chosen))
    var user: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Ngôn ngữ: vi hoặc en.", "Language: vi or en.").chosen, valueName: "vi|en"))
    var lang: Language = .chosen

    /// Who acts.
    var actor: Actor { Actor(user: user ?? Surroundings.user) }

    /// The data folder named, or the one in the user's home.
    var folder: String { data ?? Surroundings.dataFolder }

    /// The language of what goes out to people: the office's, whoever acts; another when the command line names one.
    func noticeLanguage(_ office: Office) -> Language {
        Surroundings.namedLanguage ?? office.settings.noticeLanguage
    }

    /// Opens the office in the data folder, as whoever acts sees it.
    func office() throws -> Office { try Office.open(at: folder).seen(by: actor) }

    /// Opens all of the office in the data folder, to serve others.
    func wholeOffice() throws -> Office { try Office.open(at: folder) }
}

/// The options of commands that list something.
struct ListingOptions: ParsableArguments {
    @Flag(name: .long, help: ArgumentHelp(Text("In ra JSON.", "Print JSON.").chosen))
    var json = false

    @Flag(name: .long, help: ArgumentHelp(Text("In ra CSV.", "Print CSV.").chosen))
    var csv = false

    var format: Listing.Format { json ? .json : csv ? .csv : .table }
}

extension Language: ExpressibleByArgument {
    /// The language of this run: `--lang`, else the locale when it says English, else Vietnamese.
    static let chosen: Language = Surroundings.language
}

extension Text {
    /// The text in the language of this run.
    var chosen: String { self(Language.chosen) }

    func chosen(_ arguments: [String: String]) -> String { self(Language.chosen, arguments) }
}

extension Day: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
