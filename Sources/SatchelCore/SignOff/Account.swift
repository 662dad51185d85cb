/// A person who may use the register, from a day on, in a role; temporary when the last day is set.
package struct Account: Sendable, Hashable {
    /// What an account may do; each may do what those before it may.
    package enum Role: String, Sendable, CaseIterable, Comparable {
        case viewer, clerk, issuer, administrator

        package var text: Text {
            switch self {
            case .viewer: Text("người xem", "viewer")
            case .clerk: Text("chuyên viên", "clerk")
            case .issuer: Text("người duyệt, cấp phát", "issuer")
            case .administrator: Text("quản trị", "administrator")
            }
        }

        private var place: Int { Role.allCases.firstIndex(of: self) ?? 0 }

        package static func < (lhs: Role, rhs: Role) -> Bool { lhs.place < rhs.place }
    }

    package let id: Int64
    package let name: String
    package let role: Role
    /// The node whose subtree it is valid for; nil for the whole office.
    package let nodeID: Int64?
    /// The code of that node.
    package let at: String?
    package let from: Day
    /// The last day it is valid; nil while it goes on.
    package let to: Day?

    /// Whether it is an administrator's of the whole office.
    var administersAll: Bool { role == .administrator && nodeID == nil }

    /// Whether it is valid on a day.
    package func isValid(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }

    /// The account of a name that is valid on a day, of those of an office.
    /// - Throws: `accountMissing` with the nearest name; `accountExpired`, `accountNotYet` with the day.
    static func valid(_ name: String, on day: Day, among accounts: [Account]) throws -> Account {
        let own = accounts.filter { PersonName.key($0.name) == PersonName.key(name) }
        if let valid = own.first(where: { $0.isValid(on: day) }) { return valid }
        if let coming = own.filter({ day < $0.from }).min(by: { $0.from < $1.from }) {
            throw SatchelError(.accountNotYet, ["name": coming.name, "from": coming.from.office])
        }
        guard let last = own.compactMap(\.to).max() else {
            let near = VietnameseText.suggestion(for: name, among: accounts.map(\.name)) ?? ""
            throw SatchelError(.accountMissing, ["name": name, "near": near])
        }
        throw SatchelError(
            .accountExpired, ["name": name, "last": last.office, "since": last.advanced(by: 1).office])
    }
}

/// The names of persons as they are compared: one encoding, without regard to case.
enum PersonName {
    static func key(_ name: String) -> String { VietnameseText.normalised(name).trimmed.lowercased() }
}

extension Actor {
    /// Who stands behind what is done: the user, and the one on whose behalf it is done, as compared.
    var persons: Set<String> { Set([user, onBehalfOf].compactMap { $0.map(PersonName.key) }) }
}

/// What someone enters to add an account; the node by its code.
package struct NewAccount: Sendable {
    package var name: String
    package var role: Account.Role
    package var at: String?
    package var from: Day
    package var to: Day?

    package init(name: String, role: Account.Role, at: String? = nil, from: Day, to: Day? = nil) {
        self.name = name
        self.role = role
        self.at = at
        self.from = from
        self.to = to
    }
}
