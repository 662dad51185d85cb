import Foundation
import GRDB
import TestSupport
import Testing

@testable import SatchelCore

/// A register in memory with the issuing bodies the tests use.
struct Desk {
    let clock: TestClock
    let register: Register

    init(on day: String = "01/06/2026") throws {
        clock = TestClock(day)
        register = try Register(inMemoryWith: clock.office)
        try register.add(bodies: Desk.bodies, by: tester)
    }

    static let bodies = [
        NewBody(name: "Ban Chấp hành Trung ương", code: "TW", aliases: ["Trung ương Đảng"]),
        NewBody(name: "Ban Tổ chức Trung ương", code: "BTCTW"),
        NewBody(name: "Đảng ủy xã Ia Tul", code: "ĐU"),
        NewBody(name: "Đảng ủy xã Ia Pa", code: "ĐU"),
    ]
}

/// A day a test names; the test is wrong when the calendar has no such day.
func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
    return day
}

func dates(_ issued: String, from: String? = nil, to: String? = nil) -> DocumentDates {
    DocumentDates(
        issuedOn: PartialDate(issued) ?? .unknown, effectiveOn: from.map { day($0) },
        expiresOn: to.map { day($0) })
}

func newDocument(
    _ symbol: String?, _ issued: String, title: String = "về sinh hoạt chi bộ", from: String? = nil,
    to: String? = nil, type: String = "Hướng dẫn", body: String = "Ban Tổ chức Trung ương",
    access: String = "open"
) -> NewDocument {
    NewDocument(
        symbol: symbol, type: type, body: body, title: title, dates: dates(issued, from: from, to: to),
        access: access, verified: .source, source: "https://tapchi.example")
}

extension Register {
    /// Adds one document and gives its id.
    @discardableResult
    func enter(
        _ symbol: String?, _ issued: String, title: String = "về sinh hoạt chi bộ", from: String? = nil,
        to: String? = nil
    ) throws -> Int64 {
        try add(documents: [newDocument(symbol, issued, title: title, from: from, to: to)], by: tester)[0]
    }

    /// Adds one relation and gives its id; confirmed unless told otherwise.
    @discardableResult
    func relate(
        _ subject: Int64, _ type: RelationType, _ object: Int64, from: String? = nil, until: String? = nil,
        scope: String? = nil, evidence: String? = "Điều 5"
    ) throws -> Int64 {
        let relation = NewRelation(
            subject: subject, type: type, object: object, effectiveOn: from.map { day($0) },
            until: until.map { day($0) }, scope: scope, evidence: evidence)
        return try add(relations: [relation], by: tester)[0]
    }

    /// Every row of every table as text, the event log too.
    func dump() throws -> [String] {
        try writer.read { db in
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            return try tables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { "\(table) \($0)" }.sorted()
            }
        }
    }

    func lastEvent() throws -> Event? { try events(limit: 100_000).last }
}

extension BlobStore {
    /// The files of the store with the hashes of their bytes.
    func dump() throws -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return try names.sorted().map { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
            return isFolder.boolValue ? name : "\(name) \(try BlobStore.sha256(ofFile: "\(folder)/\(name)"))"
        }
    }
}

/// Expects a verb to be refused with a code, and register and store to be as they were, the event log too.
@discardableResult
func expectRefused<Value>(
    _ code: SatchelError.Code, leaving register: Register, _ store: BlobStore? = nil,
    sourceLocation: SourceLocation = #_sourceLocation, _ verb: () throws -> Value
) throws -> SatchelError? {
    let rows = try register.dump()
    let files = try store?.dump()
    let error = expectError(code, sourceLocation: sourceLocation, verb)
    #expect(try register.dump() == rows, "the register changed", sourceLocation: sourceLocation)
    #expect(try store?.dump() == files, "the store changed", sourceLocation: sourceLocation)
    return error
}

/// Expects an error of core with a code.
@discardableResult
func expectError<Value>(
    _ code: SatchelError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ verb: () throws -> Value
) -> SatchelError? {
    let error = #expect(throws: SatchelError.self, sourceLocation: sourceLocation) { _ = try verb() }
    #expect(error?.code == code, sourceLocation: sourceLocation)
    return error
}

extension SatchelError {
    /// The faults as `line:column code`.
    var places: [String] { faults.map { "\($0.line):\($0.column) \($0.code.rawValue)" } }
}
