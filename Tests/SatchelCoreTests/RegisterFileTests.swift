import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Opening a register")
struct RegisterFileTests {
    let folder: TemporaryFolder
    let path: String
    let clock = TestClock("01/06/2026").office

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/register.sqlite"
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }

    @Test("A register is made, closed and opened again with what was in it")
    func reopened() throws {
        try Register(path: path, clock: clock).add(bodies: Desk.bodies, by: tester)
        #expect(try Register(path: path, clock: clock).bodies().count == 4)
        #expect(try files.contains { $0.contains("before") } == false)
    }

    @Test("An answered change survives a power cut: synchronous FULL, and foreign keys are on")
    func durable() throws {
        let settings = try Register(path: path, clock: clock).writer.writeWithoutTransaction { db in
            try ["synchronous", "foreign_keys"].map { try Int.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        #expect(settings == [2, 1])
    }

    @Test("A register opened twice by one process keeps its locks when another process looks at it")
    func openedTwice() throws {
        let first = try Register(path: path, clock: clock)
        try first.add(bodies: Desk.bodies, by: tester)
        let second = try Register(path: path, clock: clock)
        #expect(try second.bodies().count == 4)
        // Without our locks it would end the journal under us.
        #expect(try run(["sqlite3", path, "SELECT count(*) FROM body"], in: "/").output == "4\n")
        #expect(try files.contains("register.sqlite-wal"))
        try first.writer.write { try $0.execute(sql: "CREATE TABLE later (id INTEGER)") }
        #expect(try run(["sqlite3", path, "SELECT count(*) FROM later"], in: "/").output == "0\n")
        #expect(try second.bodies().count == 4)
    }

    @Test(
        "A file that is no database is refused and left as it is",
        arguments: ["xin chào", String(repeating: "rác ", count: 5000)])
    func noDatabase(text: String) throws {
        try PrivateFile.write(Array(text.utf8), to: path)
        expectError(.registerForeign) { try Register(path: path, clock: clock) }
        #expect(try PrivateFile.read(path) == Array(text.utf8))
        #expect(try files == ["register.sqlite"])
    }

    @Test("Somebody else's database is refused and left as it is", arguments: [0, 77])
    func foreign(mark: Int) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE t (x); PRAGMA application_id = \(mark)") }
        try queue.close()
        let bytes = try PrivateFile.read(path)
        expectError(.registerForeign) { try Register(path: path, clock: clock) }
        #expect(try PrivateFile.read(path) == bytes)
        #expect(try files == ["register.sqlite"])
    }

    @Test("A damaged register is refused and left as it is")
    func damaged() throws {
        try Register(path: path, clock: clock).add(bodies: Desk.bodies, by: tester)
        var bytes = try PrivateFile.read(path)
        for place in 100..<4096 { bytes[place] = 0xA5 }
        try PrivateFile.write(bytes, to: path)
        expectError(.registerBroken) { try Register(path: path, clock: clock) }
        #expect(try PrivateFile.read(path) == bytes)
    }

    @Test("A register damaged in the middle says so when it is read")
    func damagedInside() throws {
        do {
            let register = try Register(path: path, clock: clock)
            try register.add(bodies: Desk.bodies, by: tester)
            for number in 1...400 { try register.enter("\(number)-HD/BTCTW", "2018") }
        }
        var bytes = try PrivateFile.read(path)
        for place in bytes.count / 2..<bytes.count { bytes[place] = 0xA5 }
        try PrivateFile.write(bytes, to: path)
        expectError(.registerBroken) {
            let register = try Register(path: path, clock: clock)
            _ = try register.documents()
            _ = try register.events(limit: 10_000)
        }
    }

    private static let later = Schema.Step(
        name: "2 thử", sql: "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;")

    @Test("A register written by a newer Satchel is refused and left as it is")
    func newer() throws {
        do {
            _ = try Register(path: path, clock: clock, steps: Schema.steps + [RegisterFileTests.later])
        }
        let rows = try run(["sqlite3", path, ".dump"], in: "/").output
        expectError(.registerNewer) { try Register(path: path, clock: clock) }
        #expect(try run(["sqlite3", path, ".dump"], in: "/").output == rows)
        #expect(rows.contains("2 thử"))
    }

    @Test("An older register is copied beside itself before it is migrated; opening it again makes no copy")
    func older() throws {
        do {
            try Register(path: path, clock: clock).add(bodies: Desk.bodies, by: Actor(user: "lan"))
        }
        let steps = Schema.steps + [RegisterFileTests.later]
        do {
            let migrated = try Register(path: path, clock: clock, steps: steps)
            #expect(try migrated.bodies().count == 4)
            #expect(try migrated.dump().contains { $0.hasPrefix("later") } == false)
            #expect(try migrated.writer.read { try $0.tableExists("later") })
        }
        let copy = "\(path).before-\(Schema.steps.count + 1)"
        #expect(FileManager.default.fileExists(atPath: copy))
        let old = try Register(path: copy, clock: clock)
        #expect(try old.bodies().count == 4)
        #expect(try old.lastEvent()?.user == "lan")
        #expect(try old.writer.read { try $0.tableExists("later") } == false)
        let before = try PrivateFile.read(copy)
        _ = try Register(path: path, clock: clock, steps: steps)
        #expect(try PrivateFile.read(copy) == before)
    }

    @Test("A migration that fails leaves the register as it was")
    func failingMigration() throws {
        do {
            try Register(path: path, clock: clock).add(bodies: Desk.bodies, by: tester)
        }
        let broken = Schema.Step(
            name: "2 hỏng", sql: "CREATE TABLE later (id INTEGER); CREATE TABLE body (id INTEGER);")
        expectError(.registerRefused) {
            try Register(path: path, clock: clock, steps: Schema.steps + [broken])
        }
        let register = try Register(path: path, clock: clock)
        #expect(try register.bodies().count == 4)
        #expect(try register.writer.read { try $0.tableExists("later") } == false)
    }

    @Test("While another process writes, a change waits five seconds, then says so and changes nothing")
    func busy() throws {
        let register = try Register(path: path, clock: clock)
        try register.add(bodies: Desk.bodies, by: tester)
        let other = try DatabaseQueue(path: path)
        try other.inDatabase { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            let began = ContinuousClock.now
            try expectRefused(.registerBusy, leaving: register) { try register.enter("12-HD/BTCTW", "2018") }
            let waited = ContinuousClock.now - began
            #expect(waited > .seconds(4))
            #expect(waited < .seconds(20))
            try db.execute(sql: "ROLLBACK")
        }
        try register.enter("12-HD/BTCTW", "2018")
        #expect(try register.documents().count == 1)
    }

    @Test("A folder that cannot be made, or a register that cannot be, is told as lacking permission")
    func notPermitted() throws {
        try PrivateFile.write([1], to: "\(folder.path)/tệp")
        expectError(.notPermitted) { try Office.create(at: "\(folder.path)/tệp/văn phòng") }
        expectError(.notPermitted) { try Register(path: "\(folder.path)/tệp/register.sqlite", clock: clock) }
        expectError(.notPermitted) {
            try Register(path: "\(folder.path)/không có/register.sqlite", clock: clock)
        }
        expectError(.notPermitted) { try Register(path: folder.path, clock: clock) }
        #expect(try files == ["tệp"])
    }

    @Test("An office is made once; opening one that is not there is told")
    func offices() throws {
        let office = try Office.create(at: "\(folder.path)/vp")
        expectError(.officeExists) { try Office.create(at: office.folder) }
        expectError(.officeMissing) { try Office.open(at: "\(folder.path)/khác") }
        try PrivateFile.write(Array("office: [".utf8), to: "\(office.folder)/settings.yaml")
        expectError(.settingsBroken) { try Office.open(at: office.folder) }
        var settings = Settings.standard
        settings.timeZone = "Asia/Hanoi"
        expectError(.settingsZone) { try Office.create(at: "\(folder.path)/vp2", settings: settings) }
        let mode = try FileManager.default.attributesOfItem(atPath: office.folder)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test("When the clock goes back the log stays in order")
    func clockBack() throws {
        let desk = try Desk(on: "02/06/2026")
        let before = try #require(try desk.register.lastEvent()).at
        desk.clock.move(to: "01/06/2026")
        try desk.register.enter("12-HD/BTCTW", "2018")
        #expect(try desk.register.lastEvent()?.at == before)
    }

    @Test("Nothing is done without a name: an empty user is refused")
    func nameless() throws {
        let desk = try Desk()
        try expectRefused(.registerRefused, leaving: desk.register) {
            try desk.register.add(documents: [newDocument("12-HD/BTCTW", "2018")], by: Actor(user: ""))
        }
    }
}
