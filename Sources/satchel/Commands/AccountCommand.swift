import ArgumentParser
import SatchelCore

/// `satchel account`: who may use the register, and who signs off for whom.
struct AccountCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "account",
            abstract: Text("Tài khoản, vai trò và ủy quyền.", "Accounts, roles and delegation.").chosen,
            discussion: Text(
                """
                Chưa lập tài khoản nào thì tên ghi thế nào dùng thế ấy (--as). Từ tài khoản đầu tiên (quản trị), mọi thay đổi \
                đều cần tên có tài khoản còn hạn:
                  viewer         người xem (đoàn kiểm tra: ghi --to), lưu được bảng rà soát
                  clerk          chuyên viên: nhập sổ, cặp, tổ chức, xác nhận, thư báo; trình
                  issuer         như trên; duyệt, trả lại, cấp phát, cấp bổ sung, ngừng dùng, ủy quyền
                  administrator  như trên; tài khoản, sao lưu, gỡ bỏ
                """,
                """
                While there are no accounts, names are taken as given (--as). From the first one on (an administrator), \
                every change needs the name of a valid account:
                  viewer         reads (an inspection team: give --to), may save a review
                  clerk          registers, kits, organisation, receipts, notices; submits
                  issuer         also approves, returns, issues, supplies, withdraws, delegates
                  administrator  also accounts, backups, removal
                """
            ).chosen,
            subcommands: [
                List.self, Add.self, Invite.self, End.self, Delegate.self, Delegations.self, Revoke.self,
            ], defaultSubcommand: List.self)
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: Text("Các tài khoản.", "The accounts.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let register = try global.office().register
            var list = Listing([
                .init("name", "Tên", "Name"), .init("role", "Vai trò", "Role"), .init("at", "Phạm vi", "At"),
                .init("from", "Từ ngày", "From"), .init("to", "Đến hết ngày", "Up to"),
                .init("valid", "Đang dùng", "Valid"),
            ])
            for account in try register.accounts() {
                list.rows.append([
                    .text(account.name), .word(account.role.rawValue, account.role.text),
                    .optional(account.at), .day(account.from), .optional(account.to),
                    .flag(account.isValid(on: register.clock.today)),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Add: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "add", abstract: Text("Lập tài khoản.", "Add an account.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var name: String
        @Option(name: .long, help: "viewer, clerk, issuer, administrator") var role: Account.Role
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text("Chỉ cho tổ chức này và cấp dưới.", "For this node and below only.").chosen))
        var at: String?
        @Option(
            name: .long, help: ArgumentHelp(Text("Từ ngày (mặc định hôm nay).", "From (today).").chosen))
        var from: Day?
        @Option(
            name: .long,
            help: ArgumentHelp(Text("Đến hết ngày (tài khoản tạm).", "Up to (temporary).").chosen))
        var to: Day?

        func run() throws {
            let register = try global.office().register
            try register.add(
                account: NewAccount(
                    name: name, role: role, at: at, from: from ?? register.clock.today, to: to),
                by: global.actor)
            print(
                Text(
                    "Đã lập tài khoản “{name}”: {role}. Khi làm việc, ghi --as \"{name}\" (hoặc biến SATCHEL_USER).",
                    "Added the account “{name}”: {role}. Give --as \"{name}\" (or SATCHEL_USER) from now on."
                ).chosen(["name": name, "role": role.text.chosen]))
        }
    }

    struct Invite: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "invite",
                abstract: Text(
                    "Mời đặt mật khẩu cho trang web: in địa chỉ dùng một lần.",
                    "Invite to set a password for the web pages: prints an address that works once."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var name: String

        func run() throws {
            let office = try global.office()
            let secret = try office.invite(account: name, by: global.actor)
            print(
                Text(
                    "Gửi riêng cho “{name}”; dùng được một lần, trong 48 giờ:",
                    "For “{name}” alone; it works once, within 48 hours:"
                ).chosen(["name": name]))
            print(office.invitationAddress(secret))
        }
    }

    struct End: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "end", abstract: Text("Kết thúc tài khoản.", "End an account.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var name: String
        @Option(
            name: .long,
            help: ArgumentHelp(
                Text(
                    "Từ ngày này không dùng được nữa (mặc định hôm nay).",
                    "Not valid from this day on (today)."
                ).chosen))
        var on: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Lý do.", "The reason.").chosen)) var reason: String

        func run() throws {
            let register = try global.office().register
            let day = on ?? register.clock.today
            try register.end(account: name, on: day, reason: reason, by: global.actor)
            print(
                Text(
                    "Tài khoản “{name}” không dùng được từ ngày {day}.",
                    "The account “{name}” is not valid from {day} on."
                ).chosen(["name": name, "day": day.office]))
        }
    }

    struct Delegate: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "delegate",
                abstract: Text(
                    "Ủy quyền duyệt, cấp phát thay: satchel account delegate NGƯỜI-GIAO NGƯỜI-NHẬN --to NGÀY",
                    "Let another sign off: satchel account delegate FROM TO --to DAY"
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument(help: ArgumentHelp(Text("Người ủy quyền.", "On whose behalf.").chosen)) var principal:
            String
        @Argument(help: ArgumentHelp(Text("Người được ủy quyền.", "Who may sign off.").chosen)) var deputy:
            String
        @Option(
            name: .long, help: ArgumentHelp(Text("Từ ngày (mặc định hôm nay).", "From (today).").chosen))
        var from: Day?
        @Option(name: .long, help: ArgumentHelp(Text("Đến hết ngày.", "Up to this day.").chosen)) var to: Day
        @Option(
            name: .long, help: ArgumentHelp(Text("Số quyết định, giấy ủy quyền.", "The decision.").chosen))
        var decision: String?

        func run() throws {
            let register = try global.office().register
            let day = from ?? register.clock.today
            try register.delegate(
                NewDelegation(from: principal, to: deputy, from: day, to: to, decision: decision),
                by: global.actor)
            print(
                Text(
                    "“{to}” được ký thay “{from}” từ {first} đến hết {last} (--as \"{to}\" --on-behalf-of \"{from}\").",
                    "“{to}” may sign off for “{from}” from {first} up to {last} (--as \"{to}\" --on-behalf-of \"{from}\")."
                ).chosen([
                    "from": principal, "to": deputy, "first": day.office, "last": to.office,
                ]))
        }
    }

    struct Delegations: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "delegations", abstract: Text("Các ủy quyền.", "The delegations.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            var list = Listing([
                .init("id", "Số", "No."), .init("fromName", "Người ủy quyền", "For"),
                .init("toName", "Người được ủy quyền", "To"), .init("from", "Từ ngày", "From"),
                .init("to", "Đến hết ngày", "Up to"), .init("decision", "Quyết định", "Decision"),
            ])
            for delegation in try global.office().register.delegations() {
                list.rows.append([
                    .number(Int(delegation.id)), .text(delegation.fromName), .text(delegation.toName),
                    .day(delegation.from), .optional(delegation.to), .optional(delegation.decision),
                ])
            }
            list.print(listing.format)
        }
    }

    struct Revoke: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "revoke", abstract: Text("Thôi ủy quyền.", "Take a delegation back.").chosen)
        }
        @OptionGroup var global: GlobalOptions
        @Argument var delegation: Int64
        @Option(name: .long, help: ArgumentHelp(Text("Lý do.", "The reason.").chosen)) var reason: String

        func run() throws {
            try global.office().register.revoke(delegation: delegation, reason: reason, by: global.actor)
            print(
                Text("Đã thôi ủy quyền số {id}.", "Took delegation {id} back.").chosen([
                    "id": "\(delegation)"
                ]))
        }
    }
}

extension Account.Role: ExpressibleByArgument {}
