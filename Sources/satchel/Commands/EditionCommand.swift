import ArgumentParser
import SatchelCore

/// `satchel edition`: preview, sign-off, issue, build, withdraw.
struct EditionCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "edition",
            abstract: Text(
                "Các đợt: xem trước, trình, duyệt, cấp phát, đóng gói, ngừng dùng.",
                "Editions: preview, submit, approve, issue, build, withdraw."
            ).chosen,
            subcommands: [
                List.self, Preview.self, Submit.self, Return.self, Approve.self, Issue.self, Status.self,
                Supply.self, Show.self, BuildCommand.self, Changes.self, Withdraw.self, Recall.self,
            ],
            defaultSubcommand: List.self)
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: Text("Các đợt đã cấp phát.", "The issued editions.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument var kit: String?

        func run() throws {
            var list = Listing([
                .init("kit", "Cặp", "Kit"), .init("edition", "Đợt", "Edition"),
                .init("issuedOn", "Cấp phát", "Issued"), .init("size", "Dung lượng (byte)", "Size (bytes)"),
                .init("sha256", "sha256", "sha256"), .init("withdrawnOn", "Ngừng dùng từ", "Withdrawn"),
                .init("instead", "Thay bằng", "Instead"),
            ])
            for edition in try global.office().register.editions(of: kit) {
                let sum = edition.archiveSHA256
                list.rows.append([
                    .text(edition.kit), .number(edition.number), .day(edition.issuedOn),
                    .number(Int(edition.archiveSize)),
                    .text(listing.format == .table ? sum.prefix(12) + "…" : sum),
                    .optional(edition.withdrawnOn),
                    .optional(edition.instead),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Preview: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "preview",
                abstract: Text(
                    "Đợt tới sẽ có gì, đổi gì, gửi ai.", "What the next edition would hold, change, reach."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var kit: String
        @Option(name: .long, help: ArgumentHelp(Text("Ngày cấp phát.", "Day of issue.").chosen)) var on: Day?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Ghi phiếu trình (HTML) để in, ký.", "Write the slip to sign (HTML).").chosen))
        var slip: String?

        func run() throws {
            let office = try global.office()
            let preview = try office.register.preview(kit: kit, on: on ?? office.clock.today)
            print(PreviewText(preview).text)
            let signOff = try office.register.signOff(of: kit)
            for line in signOff.lines(office.clock) { print(line.chosen) }
            if let slip {
                let isSubmitted = signOff.submission?.issueOn == preview.plan.day && !signOff.isChanged
                try EditionCommand.write(
                    preview, isSubmitted ? signOff.submission : nil, to: slip, office, global.lang)
            }
        }
    }

    struct Issue: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "issue",
                abstract: Text(
                    "Cấp phát đợt mới đã duyệt: cố định nội dung, ghi nơi nhận, soạn thư báo.",
                    "Issue the next edition, as approved."
                ).chosen,
                discussion: Text(
                    "Một người được làm cả ba bước (không cần trình, duyệt): onePersonMayIssue: true trong settings.yaml.",
                    "To let one person do all of it without submitting: onePersonMayIssue: true in settings.yaml."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var behalf: BehalfOptions
        @Argument var kit: String
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Ngày cấp phát (mặc định ngày đã duyệt, hoặc hôm nay).",
                    "Day of issue (as approved, or today)."
                ).chosen))
        var on: Day?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Hạn cập nhật (mặc định như đã duyệt).", "Due date (as approved).").chosen))
        var due: Day?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Số đợt, để không cấp phát nhầm hai lần.", "The number meant, so nothing is issued twice."
                ).chosen))
        var number: Int?

        func run() throws {
            let office = try global.office()
            let signOff = try office.register.signOff(of: kit)
            let isApproved = signOff.step == .approved && !signOff.isChanged
            let day = on ?? (isApproved ? signOff.submission?.issueOn : nil) ?? office.clock.today
            print(PreviewText(try office.register.preview(kit: kit, on: day)).text)
            let edition = try office.register.issue(
                kit: kit, number: number, on: on, due: due, office: office, by: behalf.actor(global))
            let notices = try office.register.notices(of: kit, edition: edition.number)
            print(
                Text(
                    "Đã cấp phát {edition}: {bytes} byte, {notices} thư báo đang chờ gửi (satchel notices list).",
                    "Issued {edition}: {bytes} bytes, {notices} notices waiting (satchel notices list)."
                ).chosen([
                    "edition": edition.name.chosen, "bytes": "\(edition.archiveSize)",
                    "notices": "\(notices.count)",
                ]))
        }
    }

    struct Show: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "show", abstract: Text("Một đợt có những gì.", "What an edition holds.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument var kit: String
        @Argument var number: Int?

        func run() throws {
            let register = try global.office().register
            let edition = try register.edition(of: kit, number: number)
            var list = Listing([
                .init("slot", "Mục", "Slot"), .init("path", "Đường dẫn", "Path"),
                .init("size", "Byte", "Bytes"),
                .init("sha256", "sha256", "sha256"),
            ])
            for item in try register.items(of: edition) {
                let sum = item.blob?.sha256
                list.rows.append([
                    .text(item.slot),
                    .text(
                        item.path
                            ?? (item.isRemoved
                            ? Text("(đã gỡ)", "(removed)") : Text("(chỉ bản giấy)", "(paper only)")).chosen),
                    .optional(item.blob.map { Int($0.size) }),
                    .optional(listing.format == .table ? sum.map { $0.prefix(12) + "…" } : sum),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Changes: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "changes",
                abstract: Text(
                    "Bảng kê tài liệu thay thế, bổ sung giữa hai đợt.",
                    "The change list between two editions."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument var kit: String
        @Option(name: .long, help: ArgumentHelp(Text("Từ đợt.", "From this edition.").chosen)) var from: Int
        @Option(name: .long, help: ArgumentHelp(Text("Đến đợt.", "To this edition.").chosen)) var to: Int?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Ghi bảng kê (HTML) để in, ký.", "Write the list (HTML) to print and sign.").chosen))
        var paper: String?

        func run() throws {
            let office = try global.office()
            let new = try office.register.edition(of: kit, number: to)
            let old = try office.register.edition(of: kit, number: from)
            let changes = try office.changes(from: old, to: new)
            let labels = try office.register.labels()
            if let paper {
                let page = ChangeListPage(
                    kit: try office.register.kit(kit).definition.name, from: old.name, to: new.name,
                    changes: KitManifest.changes(changes, labels), settings: office.settings,
                    language: global.lang)
                try TableFiles.write(Array(page.html.utf8), to: paper)
                return
            }
            var list = Listing([
                .init("kind", "Việc", "What"), .init("takeOut", "Rút ra (nộp lại)", "Take out"),
                .init("putIn", "Đưa vào", "Put in"), .init("from", "Từ ngày", "From"),
            ])
            for line in changes.lines {
                list.rows.append([
                    .word(line.kind.rawValue, line.kind.text),
                    .list(line.takeOut.map { labels[$0.identity] ?? $0.identity }),
                    .list(line.putIn.map { labels[$0.identity] ?? $0.identity }), .optional(line.from),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Withdraw: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "withdraw",
                abstract: Text(
                    "Ngừng dùng một đợt, kèm việc phải làm thay.",
                    "Withdraw an edition, with what to do instead."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var kit: String
        @Argument var number: Int
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Làm gì thay: “dùng lại đợt 3”, “chờ đợt 5”.", "What to do instead.").chosen))
        var instead: String
        @Option(name: .long, help: ArgumentHelp(Text("Từ ngày.", "From this day.").chosen)) var on: Day?

        func run() throws {
            let register = try global.office().register
            try register.withdraw(
                edition: number, of: kit, on: on ?? register.clock.today, instead: instead, by: global.actor)
            print(
                Text("Đã ngừng dùng đợt {n}: {instead}.", "Withdrew edition {n}: {instead}.").chosen([
                    "n": "\(number)", "instead": instead,
                ]))
        }
    }
}
