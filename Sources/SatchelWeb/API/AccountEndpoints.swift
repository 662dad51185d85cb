import SatchelCore

/// Accounts and delegations.
enum AccountEndpoints {
    static let all: [Endpoint] = [
        .list("/accounts", Text("Các tài khoản.", "The accounts."), account, by: \.id) { call in
            try call.register.accounts()
        },
        .act(
            "/accounts", Text("Thêm tài khoản.", "Add an account."), AccountSent.self, account,
            status: .created
        ) { call, sent in
            let from = sent.from ?? call.visit.today
            try call.register.add(
                account: NewAccount(
                    name: sent.name, role: try sent.asRole(), at: sent.at, from: from, to: sent.to),
                by: try call.actor())
            return try found(sent.name, call) { $0.from == from }
        },
        .act(
            "/accounts/{name}/end", Text("Kết thúc tài khoản từ một ngày.", "End an account from a day on."),
            EndSent.self
        ) { call, sent in
            try call.register.end(
                account: call.text("name"), on: sent.on ?? call.visit.today, reason: sent.reason,
                by: try call.actor())
        },
        .list(
            "/accounts/{name}/tokens", Text("Các mã truy cập của tài khoản.", "The tokens of an account."),
            token,
            by: \.id
        ) { call in
            let (asking, name) = (try call.visit.account(), call.text("name"))
            guard asking.role == .administrator || asking.name == VietnameseText.normalised(name).trimmed
            else {
                throw SatchelError(.tokenNotYours, ["name": asking.name, "account": name])
            }
            return try call.register.tokens(of: name)
        },
        .act(
            "/accounts/{name}/invitation",
            Text(
                "Mời đặt mật khẩu (quản trị). Địa chỉ chỉ trả về một lần, dùng được một lần trong 48 giờ.",
                "Invite to set a password (administrator). The address is answered once, and works once within 48 hours."
            ), invitation, status: .created, secrets: ["address"]
        ) { call in
            let secret = try call.office.invite(account: call.text("name"), by: try call.actor())
            let name = VietnameseText.normalised(call.text("name")).trimmed
            return (name, call.office.invitationAddress(secret))
        },
        .act(
            "/tokens",
            Text(
                "Tạo mã truy cập cho chính tài khoản đang hỏi (từ người xem trở lên). Mã chỉ trả về một lần.",
                "Make a token for the very account that asks (viewer or above). It is answered once."),
            TokenSent.self, madeToken, status: .created, secrets: ["secret"], make),
        .act("/tokens/{id}/revoke", Text("Thu hồi mã truy cập.", "Revoke a token."), done) { call in
            try call.register.revoke(token: call.id(), by: try call.actor())
            return call.id()
        },
        .list("/delegations", Text("Các ủy quyền.", "The delegations."), delegation, by: \.id) { call in
            try call.register.delegations()
        },
        .act(
            "/delegations", Text("Ủy quyền.", "Delegate."), DelegationSent.self, delegation, status: .created
        ) {
            call, sent in
            try call.register.delegate(
                NewDelegation(
                    from: sent.principal, to: sent.deputy, from: sent.from, to: sent.to,
                    decision: sent.decision),
                by: try call.actor())
            return try call.register.delegations().max { $0.id < $1.id }.unwrapped()
        },
        .act(
            "/delegations/{id}/revoke", Text("Rút lại ủy quyền.", "Take a delegation back."), ReasonSent.self
        ) { call, sent in
            try call.register.revoke(delegation: call.id(), reason: sent.reason, by: try call.actor())
        },
    ]

    static let account = Record<Account>(
        "Account",
        [
            .whole("id", \.id), .text("name", \.name), .word("role", \.role), .textIfAny("at", \.at),
            .day("from", \.from), .dayIfAny("to", \.to),
        ])

    /// The secret itself is told once, to whoever makes it.
    private static let token = Record<ApiToken>(
        "Token",
        [
            .whole("id", \.id), .text("label", \.label), .text("account", \.account),
            .instant("madeAt", \.madeAt),
            .dayIfAny("until", \.until),
        ])

    /// A token with its secret, which is missing where the same is asked again.
    private static let madeToken = Record<(token: ApiToken, secret: String)>(
        "MadeToken", [.one("token", token, \.token), .textIfAny("secret", \.secret)])

    /// For whom, and where the password is set; that is missing where the same is asked again.
    private static let invitation = Record<(account: String, address: String)>(
        "Invitation", [.text("account", \.account), .textIfAny("address", \.address)])

    /// A token acts for its own account alone, so that none can be had for another.
    @Sendable private static func make(_ call: Call, _ sent: TokenSent) throws -> (ApiToken, String) {
        let name = try call.visit.account().name
        let secret = try call.office.makeToken(
            named: sent.label, for: name, until: sent.until, by: try call.actor())
        return (try call.register.tokens(of: name).max { $0.id < $1.id }.unwrapped(), secret)
    }

    private static let done = Record<Int64>("Revoked", [.whole("id", \.self)])

    static let delegation = Record<Delegation>(
        "Delegation",
        [
            .whole("id", \.id), .text("principal", \.fromName), .text("deputy", \.toName),
            .day("from", \.from),
            .dayIfAny("to", \.to), .textIfAny("decision", \.decision),
        ])

    private static func found(
        _ name: String, _ call: Call, _ isMeant: (Account) -> Bool
    ) throws -> Account {
        let key = VietnameseText.normalised(name).trimmed
        return try call.register.accounts().last { $0.name == key && isMeant($0) }.unwrapped()
    }
}

/// A new account; its scope by the code of a node.
struct AccountSent: Input {
    let name: String
    let role: String
    let at: String?
    let from: Day?
    let to: Day?

    static let properties: [Schema.Property] = [
        .needed("name", .text(longest: 200)), .needed("role", .word(Account.Role.self)), .maybe("at", .text),
        .maybe("from", .day), .maybe("to", .day),
    ]

    /// Its role.
    func asRole() throws -> Account.Role { try Account.Role(rawValue: role).unwrapped() }
}

/// What a token is called, and its last day.
struct TokenSent: Input {
    let label: String
    let until: Day?

    static let properties: [Schema.Property] = [
        .needed("label", .text(longest: 200)), .maybe("until", .day),
    ]
}

/// From which day something ends, and why.
struct EndSent: Input {
    let on: Day?
    let reason: String

    static let properties: [Schema.Property] = [.maybe("on", .day), .needed("reason", .text)]
}

/// Why something is taken back.
struct ReasonSent: Input {
    let reason: String

    static let properties: [Schema.Property] = [.needed("reason", .text)]
}

/// Who may sign off for whom, within which days.
struct DelegationSent: Input {
    let principal: String
    let deputy: String
    let from: Day
    let to: Day
    let decision: String?

    static let properties: [Schema.Property] = [
        .needed("principal", .text(longest: 200)), .needed("deputy", .text(longest: 200)),
        .needed("from", .day),
        .needed("to", .day), .maybe("decision", .text),
    ]
}

extension Optional {
    /// What was just recorded, or what the schema has let through, is there.
    /// - Throws: `programFailed` otherwise.
    func unwrapped() throws -> Wrapped {
        guard let self else { throw SatchelError(.programFailed) }
        return self
    }
}
