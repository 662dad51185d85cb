import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

/// An office where passwords are cheap to hash, with accounts and what its secrets must not leave behind.
struct AccessDesk {
    let board: Board
    let office: Office
    var register: Register { office.register }
    static let good = "ba con trâu đen"

    init(_ board: Board? = nil) throws {
        self.board = try board ?? Board()
        var office = self.board.office
        office.passwordCost = PasswordCost(logRounds: 4)
        self.office = office
    }

    /// With the administrator quân and the clerk lan, who both have the good password.
    static func staffed() throws -> AccessDesk {
        let desk = try AccessDesk()
        try desk.add("quân", .administrator)
        try desk.add("lan", .clerk)
        for name in ["quân", "lan"] { try desk.invited(name) }
        return desk
    }

    func add(_ name: String, _ role: Account.Role, from: String = "01/03/2025", to: String? = nil) throws {
        try register.add(
            account: NewAccount(name: name, role: role, from: day(from), to: to.map { day($0) }),
            by: Actor(user: "quân"))
    }

    /// Lets a name set a password by an invitation.
    func invited(_ name: String, password: String = AccessDesk.good) throws {
        let secret = try office.invite(account: name, by: Actor(user: "quân"))
        try office.setPassword(password, invitation: secret)
    }

    func move(hours: Int64) {
        let now = board.clock.now.milliseconds
        board.clock.move(to: Instant(milliseconds: now + hours * 3_600_000))
    }

    /// Expects no file of the office, the register's log among them, to hold a text.
    func expectNowhere(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let names = FileManager.default.enumerator(atPath: office.folder)?.compactMap { $0 as? String } ?? []
        let files = names.filter { !$0.hasPrefix("register.sqlite-shm") }.map { "\(office.folder)/\($0)" }
        let found = try files.filter { path in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
            else { return false }
            return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(text.utf8)) != nil
        }
        #expect(found == [], sourceLocation: sourceLocation)
        #expect(files.count > 2, sourceLocation: sourceLocation)
    }
}
