import Foundation
import TestSupport
import Testing

@testable import SatchelCore

/// A board whose kit had a document in its three editions' history that must go:
///
/// - edition 1 (01/03/2025) holds 88-HD/BTCTW (id 2) beside 12-HD/BTCTW (id 1);
/// - edition 2 (05/11/2025) has 99-HD/BTCTW (id 3) in its place, so its change list names it;
/// - edition 3 (01/12/2025) has it again, kept on purpose.
struct RemovalBoard {
    static let title = "Về việc tuyệt đối không nêu"
    static let sentence = "Câu này chỉ có trong tài liệu phải gỡ"
    static let fileName = "88-HD BTCTW ky so.pdf"
    static let bytes = Array("\(sentence), trang một.".utf8)
    static let sha256 = BlobStore.sha256(bytes)
    /// What must stand in no file afterwards.
    static let traces = [
        "88-HD/BTCTW", "88-HD-BTCTW", title, VietnameseText.folded(title), fileName, sentence, sha256,
    ]

    let board: Board
    let secret: Int64 = 2
    var register: Register { board.register }
    var office: Office { board.office }

    init() throws {
        board = try Board(on: "01/03/2025")
        try board.enter("12-HD/BTCTW", "06/07/2018")
        try register.enter("88-HD/BTCTW", "09/02/2025", title: RemovalBoard.title)
        try register.learn(dates: dates("10/02/2025"), of: 2, by: tester)
        let document = try register.document("88-HD/BTCTW")
        try register.add(
            file: RemovalBoard.bytes, named: RemovalBoard.fileName, kind: .signed, to: document,
            everyPageLookedAt: true, in: board.store, by: tester)
        try board.revise("bien-ban", "mẫu 1", restsOn: [1, 2])
        try define(["12-HD/BTCTW@06/07/2018", "88-HD/BTCTW@10/02/2025  # văn bản 88-HD/BTCTW mới"])
        try board.issue("01/03/2025", due: "15/03/2025")
        board.clock.move(to: "04/03/2025")
        try board.record("CB1", 1, .downloaded, on: "02/03/2025")
        try board.record("CB2", 1, .filed, .paper, on: "03/03/2025")
        try board.record("CB3", 1, .sent, on: "01/03/2025")
        board.clock.move(to: "03/11/2025")
        try board.enter("99-HD/BTCTW", "28/10/2025")
        try register.relate(3, .replaces, 2, evidence: "Điều 5 thay thế 88-HD/BTCTW")
        try board.issue("05/11/2025", due: "20/11/2025")
        board.clock.move(to: "06/11/2025")
        try board.record("CB1", 2, .downloaded, on: "06/11/2025")
        board.clock.move(to: "01/12/2025")
        try define([
            "12-HD/BTCTW@06/07/2018", "99-HD/BTCTW",
            "{document: 88-HD/BTCTW@10/02/2025, keep: còn phải đối chiếu}",
        ])
        try board.issue("01/12/2025")
        board.clock.move(to: "03/12/2025")
        try board.record("CB2", 3, .downloaded, on: "02/12/2025")
        try register.withdraw(
            edition: 2, of: "cap-thon", on: day("03/12/2025"), instead: "dùng đợt 3, có 88-HD/BTCTW",
            by: tester)
        board.clock.move(to: "05/12/2025")
    }

    private func define(_ documents: [String]) throws {
        try register.define(
            kit: Board.kit(documents: documents, templates: ["bien-ban"]), file: "kit.yaml", by: tester)
    }

    @discardableResult
    func remove(_ reason: String = "đưa vào nhầm") throws -> RemovalReport {
        try office.remove(try register.document(secret), because: reason, by: tester)
    }

    /// The files below the office's folder that hold a text, raw or, in the store, unpacked.
    func files(holding text: String) throws -> [String] {
        let names = FileManager.default.enumerator(atPath: office.folder)?.compactMap { $0 as? String } ?? []
        let wanted = Array(text.utf8)
        return try names.filter { name in
            let path = "\(office.folder)/\(name)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
            else {
                return false
            }
            let stored =
                name.hasPrefix("store/")
                ? board.store.text(of: String(name.dropFirst(6)).replacing("/", with: "")) : nil
            return try name.contains(text) || Data(try PrivateFile.read(path)).range(of: Data(wanted)) != nil
                || stored?.contains(text) ?? false
        }
    }
}
