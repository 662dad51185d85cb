import ArgumentParser
import SatchelCore

/// The decision behind a reorganisation, the same for all kinds.
struct DecisionOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(Text("Số, ký hiệu quyết định.", "The decision's symbol.").chosen))
    var decision: String
    @Option(name: .long, help: ArgumentHelp(Text("Ngày ký quyết định.", "The day it was made.").chosen))
    var decided: Day
    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Có hiệu lực từ ngày (đã qua hoặc sắp tới).", "It takes effect on (past or future).").chosen)
    )
    var from: Day
    @Flag(
        name: .long,
        help: ArgumentHelp(
            Text("Chỉ xem điều sẽ xảy ra, không ghi gì.", "Only tell what would follow, record nothing.")
                .chosen))
    var preview = false

    /// Records a decision, or tells what would follow; in both cases prints it.
    func carryOut(_ decision: NewReorganisation, _ global: GlobalOptions) throws {
        let register = try global.office().register
        let outcome =
            preview
            ? try register.preview(decision, by: global.actor)
            : try register.reorganise([decision], by: global.actor)[0]
        print(OutcomeText(outcome, decision, isPreview: preview).text)
    }

    /// A decision of a kind with these options.
    func of(
        _ kind: NewReorganisation.Kind, _ codes: [String],
        into successors: [NewReorganisation.Successor] = [], under parent: String? = nil
    ) -> NewReorganisation {
        NewReorganisation(
            kind, codes, into: successors, under: parent, decision: decision, decidedOn: decided,
            effectiveOn: from)
    }
}

/// What a reorganisation brings about, as a person reads it.
struct OutcomeText {
    let text: String

    init(_ outcome: ReorganisationOutcome, _ decision: NewReorganisation, isPreview: Bool) {
        let head =
            isPreview
            ? Text(
                "Xem trước, chưa ghi gì: {kind}, từ {day} ({decision})",
                "Preview, nothing recorded: {kind} from {day} ({decision})")
            : Text("Đã ghi: {kind}, từ {day} ({decision})", "Recorded: {kind} from {day} ({decision})")
        var lines = [
            Style.bold(
                head.chosen([
                    "kind": decision.kind.text.chosen, "day": decision.effectiveOn.office,
                    "decision": decision.decision,
                ]))
        ]
        func list(_ text: Text, _ items: [String], warns: Bool = false) {
            if items.isEmpty { return }
            let line =
                "  " + (warns ? Style.warning("! ") : "") + text.chosen + ": " + items.joined(separator: "; ")
            lines.append(line)
        }
        list(Text("Kết thúc", "Ending"), outcome.ended)
        list(Text("Bắt đầu", "Beginning"), outcome.begun)
        list(Text("Đổi cấp trên", "Under another node"), outcome.moved)
        list(Text("Nhận lại cặp", "Copies taken over"), outcome.inherited.map(OutcomeText.copy))
        list(Text("Phải thu hồi", "Copies to recall"), outcome.recalled.map(OutcomeText.copy), warns: true)
        list(
            Text("Còn phải cập nhật", "Still to be updated"),
            outcome.duties.map { duty in
                let due = duty.dueOn.map { Text(", hạn \($0.office)", ", due \($0.office)").chosen } ?? ""
                return Text("\(duty.to): đợt \(duty.edition)", "\(duty.to): edition \(duty.edition)").chosen
                    + due
            })
        if outcome.notices > 0 {
            list(
                Text("Thư báo đang chờ chuyển sang nơi mới", "Waiting notices that move"),
                ["\(outcome.notices)"])
        }
        list(Text("Thôi giữ cặp", "Holders whose office ends"), outcome.holders)
        list(Text("Tài khoản chuyển theo", "Accounts that move"), outcome.accounts)
        list(Text("Cặp đổi nơi phụ trách", "Kits that change hands"), outcome.kits)
        list(Text("Trùng tên", "Names that clash"), outcome.clashes, warns: true)
        text = lines.joined(separator: "\n")
    }

    /// `ITK-01 bản số 12 (cặp giấy) đợt 3 → ITK-12`.
    static func copy(_ copy: ReorganisationOutcome.MovedCopy) -> String {
        let what = Text(
            "\(copy.from) bản số \(copy.copyNumber) (\(copy.copy.text.vi)) đợt \(copy.edition)",
            "\(copy.from) copy \(copy.copyNumber) (\(copy.copy.text.en)) edition \(copy.edition)"
        ).chosen
        return copy.to.map { "\(what) → \($0)" } ?? what
    }
}

extension OrganisationCommand {
    struct SetUp: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "set-up", abstract: Text("Lập tổ chức mới.", "Set up a node.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: DecisionOptions
        @OptionGroup var successor: SuccessorOptions
        @Argument var code: String
        @Argument var name: String

        func run() throws {
            try options.carryOut(options.of(.setUp, [], into: [successor.of(code, name: name)]), global)
        }
    }

    struct Merge: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "merge",
                abstract: Text(
                    "Sáp nhập nhiều tổ chức thành một; cặp mới nhất theo sang, các bản khác thu hồi.",
                    "Merge nodes into one; the newest kit goes along, the other copies come back."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: DecisionOptions
        @OptionGroup var successor: SuccessorOptions
        @Argument(help: ArgumentHelp(Text("Mã các tổ chức sáp nhập.", "The nodes to merge.").chosen))
        var codes: [String]
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Mã tổ chức mới, hoặc tổ chức nhận.", "The successor's code.").chosen))
        var into: String
        @Option(name: .long, help: ArgumentHelp(Text("Tên tổ chức mới.", "The new one's name.").chosen))
        var name: String?

        func run() throws {
            try options.carryOut(options.of(.merge, codes, into: [successor.of(into, name: name)]), global)
        }
    }

    struct Split: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "split",
                abstract: Text(
                    "Chia tách: satchel organisation split CB1 --into \"CB1A=Chi bộ 1A\" --into \"CB1B=Chi bộ 1B\" --keeps CB1A",
                    "Split: satchel organisation split CB1 --into \"CB1A=Branch 1A\" --into \"CB1B=Branch 1B\" --keeps CB1A"
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: DecisionOptions
        @Argument var code: String
        @Option(
            name: .long,
            help: ArgumentHelp(Text("MÃ=Tên của từng tổ chức sau chia tách.", "CODE=Name of each.").chosen))
        var into: [String]
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Tổ chức giữ cặp.", "The one that keeps the kits.").chosen))
        var keeps: String?

        func run() throws {
            let successors = into.map { text in
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                return NewReorganisation.Successor(
                    parts[0], name: parts.count > 1 ? parts[1] : nil, keepsCopies: parts[0] == keeps)
            }
            try options.carryOut(options.of(.split, [code], into: successors), global)
        }
    }

    struct Dissolve: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "dissolve", abstract: Text("Giải thể.", "Dissolve nodes.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: DecisionOptions
        @Argument var codes: [String]

        func run() throws { try options.carryOut(options.of(.dissolve, codes), global) }
    }

    struct Rename: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "rename", abstract: Text("Đổi tên.", "Rename a node.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: DecisionOptions
        @Argument var code: String
        @Argument var name: String

        func run() throws {
            try options.carryOut(options.of(.rename, [code], into: [.init(code, name: name)]), global)
        }
    }

    struct Move: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "move",
                abstract: Text("Chuyển trực thuộc.", "Move nodes under another one.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: DecisionOptions
        @Argument var codes: [String]
        @Option(name: .long, help: ArgumentHelp(Text("Mã cấp trên mới.", "The new parent's code.").chosen))
        var under: String

        func run() throws { try options.carryOut(options.of(.move, codes, under: under), global) }
    }

    struct EndLevel: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "end-level",
                abstract: Text(
                    "Kết thúc một cấp (như cấp huyện 01/7/2025): tổ chức trực thuộc lên cấp trên, cặp và tài khoản giao nơi kế thừa.",
                    "End a level: what is below moves up, kits and accounts go to the successors."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var options: DecisionOptions
        @Argument var codes: [String]
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Mã nơi kế thừa (ghi nhiều lần được).", "A successor's code.").chosen))
        var into: [String] = []
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Cấp trên mới của tổ chức trực thuộc.", "The new parent of what was below.").chosen))
        var under: String?

        func run() throws {
            try options.carryOut(
                options.of(.endLevel, codes, into: into.map { .init($0) }, under: under), global)
        }
    }
}

/// What a new node is like.
struct SuccessorOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp(Text("Loại hình.", "Its kind.").chosen)) var kind: String?
    @Option(name: .long, help: ArgumentHelp(Text("Mã cấp trên.", "The parent's code.").chosen)) var under:
        String?
    @Option(name: .long, help: ArgumentHelp(Text("Bí thư.", "Its secretary.").chosen)) var secretary: String?
    @Option(name: .long, help: ArgumentHelp(Text("Điện thoại bí thư.", "The secretary's phone.").chosen))
    var phone: String?

    func of(_ code: String, name: String?) throws -> NewReorganisation.Successor {
        let known = try kind.map { word -> NodeKind in
            if let kind = NodeKind(word: word) { return kind }
            throw SatchelError(.kindUnknown, ["kind": word])
        }
        return NewReorganisation.Successor(
            code, name: name, kind: known, parent: under, secretary: secretary, phone: phone)
    }
}
