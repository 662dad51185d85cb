import ArgumentParser
import SatchelCore

// Sign-off: submit, return, approve, and how far the next edition has come.
extension EditionCommand {
    /// On whose behalf something is signed off.
    struct BehalfOptions: ParsableArguments {
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Ký thay ai (phải có ủy quyền).", "On whose behalf (needs a delegation).").chosen,
                valueName: Text("tên", "name").chosen))
        var onBehalfOf: String?

        func actor(_ global: GlobalOptions) -> Actor {
            Actor(user: global.actor.user, onBehalfOf: onBehalfOf)
        }
    }

    /// Which submission a verdict is about.
    struct SubmissionOptions: ParsableArguments {
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Số phiếu trình đã xem (mặc định phiếu mới nhất).",
                    "The submission looked at (the newest)."
                ).chosen))
        var submission: Int64?
    }

    struct Submit: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "submit",
                abstract: Text(
                    "Trình đợt tới để duyệt; in phiếu trình.", "Submit the next edition for approval."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var kit: String
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Ngày cấp phát (mặc định hôm nay).", "Day of issue (today).").chosen))
        var on: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Hạn cập nhật.", "Due date.").chosen)) var due: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Ghi chú cho người duyệt.", "A note.").chosen))
        var note: String?
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Ghi phiếu trình (HTML) để in, ký.", "Write the slip to sign (HTML).").chosen))
        var slip: String?

        func run() throws {
            let office = try global.office()
            let register = office.register
            let day = on ?? office.clock.today
            let submission = try register.submit(kit: kit, on: day, due: due, note: note, by: global.actor)
            let preview = try register.preview(kit: kit, on: day)
            print(PreviewText(preview).text)
            if let slip {
                try EditionCommand.write(preview, submission, to: slip, office, global.lang)
            }
            print(PageLine.capital(submission.text(office.clock).chosen) + ".")
            print(
                Text(
                    "Tiếp theo, người duyệt: satchel edition approve {kit} (hoặc return {kit} --reason …).",
                    "Next, whoever approves: satchel edition approve {kit} (or return {kit} --reason …)."
                ).chosen(["kit": kit]))
        }
    }

    struct Return: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "return",
                abstract: Text("Trả lại phiếu trình, ghi lý do.", "Return what was submitted.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var behalf: BehalfOptions
        @OptionGroup var choice: SubmissionOptions
        @Argument var kit: String
        @Option(name: .long, help: ArgumentHelp(Text("Lý do.", "The reason.").chosen)) var reason: String

        func run() throws {
            let register = try global.office().register
            let submission = try register.returnSubmission(
                of: kit, submission: choice.submission, reason: reason, by: behalf.actor(global))
            print(PageLine.capital(submission.text(register.clock).chosen) + ".")
        }
    }

    struct Approve: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "approve",
                abstract: Text("Duyệt phiếu trình.", "Approve what was submitted.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var behalf: BehalfOptions
        @OptionGroup var choice: SubmissionOptions
        @Argument var kit: String

        func run() throws {
            let office = try global.office()
            let submission = try office.register.approve(
                kit: kit, submission: choice.submission, settings: office.settings, by: behalf.actor(global))
            print(PageLine.capital(submission.text(office.clock).chosen) + ".")
            print(
                Text(
                    "Tiếp theo: satchel edition issue {kit}", "Next: satchel edition issue {kit}"
                ).chosen(["kit": kit]))
        }
    }

    struct Status: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "status",
                abstract: Text(
                    "Đợt tới đã trình, duyệt đến đâu; hoặc ai trình, ai duyệt một đợt đã cấp.",
                    "How far the next edition has come; or who signed off an issued one."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions
        @Argument var kit: String
        @Argument var number: Int?

        func run() throws {
            let register = try global.office().register
            let signOff = try register.signOff(of: kit)
            let number = number ?? signOff.edition
            let submissions = try register.submissions(of: kit, edition: number)
            guard listing.format == .table else {
                return EditionCommand.listing(submissions, register.clock).print(listing.format)
            }
            for submission in submissions.dropLast(number == signOff.edition ? 1 : 0) {
                print(PageLine.capital(submission.text(register.clock).chosen) + ".")
            }
            if number == signOff.edition {
                for line in signOff.lines(register.clock) { print(line.chosen) }
            } else if submissions.isEmpty {
                _ = try register.edition(of: kit, number: number)
                print(
                    Text("Đợt {n} cấp phát không qua trình, duyệt.", "Edition {n} was issued in one step.")
                        .chosen(["n": "\(number)"]))
            }
        }
    }

    static func listing(_ submissions: [Submission], _ clock: OfficeClock) -> Listing {
        var list = Listing([
            .init("id", "Phiếu số", "No."), .init("edition", "Đợt", "Edition"),
            .init("issueOn", "Cấp phát", "To be issued"), .init("dueOn", "Hạn", "Due"),
            .init("submittedBy", "Người trình", "Submitted by"), .init("submittedAt", "Lúc", "At"),
            .init("note", "Ghi chú", "Note"), .init("verdict", "Kết quả", "Verdict"),
            .init("judgedBy", "Người duyệt", "By"), .init("onBehalfOf", "Thay mặt", "On behalf of"),
            .init("judgedAt", "Lúc duyệt", "At"), .init("reason", "Lý do", "Reason"),
        ])
        for submission in submissions {
            let step: SignOff.Step =
                submission.verdict.map { $0.isApproved ? .approved : .returned } ?? .submitted
            list.rows.append([
                .number(Int(submission.id)), .number(submission.edition), .day(submission.issueOn),
                .optional(submission.dueOn), .text(submission.by.user), .text(clock.stamp(submission.at)),
                .optional(submission.note), .word(step.rawValue, step.text),
                .optional(submission.verdict?.by.user), .optional(submission.verdict?.by.onBehalfOf),
                .optional(submission.verdict.map { clock.stamp($0.at) }),
                .optional(submission.verdict?.reason),
            ])
        }
        return list
    }

    /// Writes the slip to sign; of a draft when nothing was submitted.
    static func write(
        _ preview: KitPreview, _ submission: Submission?, to path: String, _ office: Office,
        _ language: Language
    ) throws {
        let page = SlipToSign(
            preview, submission: submission.map { ($0, at: office.clock.stamp($0.at)) },
            settings: office.settings, language: language)
        try TableFiles.write(Array(page.html.utf8), to: path)
    }
}

/// A line that begins with a capital letter.
enum PageLine {
    static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
