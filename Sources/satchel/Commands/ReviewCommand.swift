import ArgumentParser
import SatchelCore

/// `satchel review`: audits saved under a number, to be cited.
struct ReviewCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "review",
            abstract: Text(
                "Bảng rà soát: lập, đánh số, xem lại, in, so sánh.",
                "Reviews: audits saved under a number, to print, cite and compare."
            ).chosen,
            discussion: Text(
                """
                Bảng đã lập không đổi nữa, dù sau đó có ghi thêm hay sửa lại dữ liệu. Mỗi lần mở, nội dung được đối \
                chiếu với mã kiểm tra; nếu đã bị thay đổi thì thoát 4.
                """,
                """
                A saved review never changes, whatever is recorded or corrected later. Whenever it is opened it is \
                compared with its digest; exits 4 when it was altered.
                """
            ).chosen,
            subcommands: [List.self, Save.self, Show.self, Cell.self, Compare.self],
            defaultSubcommand: List.self)
    }

    struct Save: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "save",
                abstract: Text("Lập bảng rà soát, lấy số tiếp theo.", "Save an audit under the next number.")
                    .chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument(help: ArgumentHelp(Text("Cặp.", "The kit.").chosen)) var kit: String
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Trong ngày này (mặc định hôm nay).", "On this day (today).").chosen))
        var on: Day?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Theo dữ liệu nhập đến lúc: 30/06/2025 hoặc \"30/06/2025 17:00\" (mặc định: đến bây giờ).",
                    "As known at that time (now)."
                )
                .chosen))
        var knownAt: String?
        @Option(
            name: .long, help: ArgumentHelp(Text("Chỉ dưới tổ chức này.", "Only below this node.").chosen))
        var under: String?
        @Option(name: .long, help: ArgumentHelp(Text("Tên gọi của bảng.", "What to call it.").chosen))
        var title: String?

        func run() throws {
            let office = try global.office()
            let register = office.register
            let instant = try knownAt.map { text in
                guard let instant = register.clock.instant(reading: text) else {
                    throw SatchelError(.dateBroken, ["text": text])
                }
                return instant
            }
            let review = try register.save(
                reviewOf: kit, on: on ?? register.clock.today, knownAt: instant, under: under, title: title,
                office: office.settings.office, by: global.actor)
            print(try ReviewText(review, register).head)
        }
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: Text("Các bảng đã lập.", "The saved reviews.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let register = try global.office().register
            var list = Listing([
                .init("number", "Số", "No."), .init("kit", "Cặp", "Kit"), .init("day", "Ngày", "Day"),
                .init("under", "Dưới", "Below"), .init("title", "Tên gọi", "Title"),
                .init("knownAt", "Dữ liệu đến", "Data up to"), .init("madeAt", "Lập lúc", "Saved"),
                .init("madeBy", "Người lập", "By"), .init("digest", "Mã kiểm tra", "Digest"),
            ])
            for saved in try register.reviews() {
                let head = saved.head
                list.rows.append([
                    .number(head.number), .text(head.kit), .day(head.day), .optional(head.under),
                    .optional(head.title), .text(register.clock.stamp(head.knownAt)),
                    .text(register.clock.stamp(head.madeAt)), .text(head.madeBy),
                    .text(listing.format == .table ? saved.digest.prefix(12) + "…" : saved.digest),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Show: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "show",
                abstract: Text("Xem lại hoặc in một bảng.", "Show or print a review.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument(help: ArgumentHelp(Text("Số của bảng.", "Its number.").chosen)) var number: Int
        @Flag(
            name: .long,
            help: ArgumentHelp(Text("Từng nơi, không chỉ tổng số.", "Every row, not only totals.").chosen))
        var all = false
        @Flag(
            name: .long,
            help: ArgumentHelp(Text("Tổng số theo từng cấp.", "Totals up the tree.").chosen))
        var totals = false
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Ghi bảng để in, ký (HTML, giấy A4 ngang).", "Write the paper to print and sign (HTML).")
                    .chosen))
        var paper: String?

        func run() throws {
            let office = try global.office()
            let review = try office.register.review(number)
            if let paper {
                let page = ReviewPage(
                    review, documents: try office.register.documents(of: review), clock: office.clock,
                    language: global.lang)
                return try TableFiles.write(Array(page.html.utf8), to: paper)
            }
            let text = try ReviewText(review, office.register)
            if listing.format == .table {
                print(text.head)
                if totals { text.audit.totals.print(.table) }
                if all || text.audit.isShort && !totals { text.audit.table.print(.table) }
            } else {
                (totals ? text.audit.totals : text.audit.table).print(listing.format)
            }
        }
    }
}

/// A saved review as a person reads it on a terminal.
struct ReviewText {
    let audit: AuditText
    private let review: Review
    private let clock: OfficeClock

    /// Looks up the names of documents.
    init(_ review: Review, _ register: Register) throws {
        let names = try register.documents(of: review).mapValues(\.key)
        audit = AuditText(review.answer, of: review.head.kit, on: review.head.day, names: names)
        self.review = review
        clock = register.clock
    }

    /// What it is, then its totals.
    var head: String {
        let head = review.head
        var lines = [
            Style.bold(
                Text(
                    "Bảng rà soát số {number}, lập {made}, người lập {who}",
                    "Review {number}, saved {made} by {who}"
                ).chosen([
                    "number": "\(head.number)", "made": clock.stamp(head.madeAt), "who": head.madeBy,
                ]))
        ]
        if let title = head.title { lines.append("  \(title)") }
        let scope = review.answer.scope.map { "\($0.name) (\($0.code))" }
        lines.append(
            Text(
                "  Dữ liệu đến {known}; phạm vi: {scope}; mã kiểm tra {digest}",
                "  Data up to {known}; scope: {scope}; digest {digest}"
            ).chosen([
                "known": clock.stamp(head.knownAt), "digest": review.digest,
                "scope": scope ?? Text("mọi nơi nhận", "all recipients").chosen,
            ]))
        lines.append(audit.summary)
        return lines.joined(separator: "\n")
    }
}
