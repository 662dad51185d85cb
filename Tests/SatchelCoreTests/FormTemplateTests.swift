import Foundation
import GRDB
import TestSupport
import Testing
import Zip

@testable import SatchelCore

/// Templates with placeholders in the register: taken in with their blank form, which everyone gets.
@Suite struct FormTemplateTests {
    private static let body = FormSample.paragraph(["{{CHI ", "BỘ}} họp"])

    @discardableResult
    private func revise(
        _ board: Board, _ bytes: [UInt8], kind: Template.Kind = .template, fileName: String = "mau.DOCX",
        slug: String = "bien-ban"
    ) throws -> Int {
        try board.register.revise(
            template: slug, kind: kind, name: Text("Biên bản", "Minutes"), file: bytes, fileName: fileName,
            restsOn: [], madeOn: day("01/02/2025"), in: board.store, by: tester)
    }

    private func revision(_ board: Board, _ slug: String = "bien-ban") throws -> Template.Revision {
        try #require(board.register.templates().first { $0.slug == slug }).revision
    }

    @Test("an edition holds the blank form, and the register knows the form it was made of")
    func edition() throws {
        let board = try Board.ready()
        let bytes = try FormSample.docx(Self.body)
        try revise(board, bytes)
        let revision = try revision(board)
        let blank = try #require(revision.blank)
        #expect(try board.store.bytes(of: revision.blob) == bytes)
        #expect(try FormSample.text(board.store.bytes(of: blank)) == "CHI BỘ ………………… họp\n")
        let edition = try board.issue("01/03/2025")
        let item = try #require(board.register.items(of: edition).first { $0.kind == .template })
        #expect(item.blob == blank)
        let forms = try board.register.forms(of: edition)
        #expect(forms.map(\.item) == [item] && forms.map(\.source) == [revision.blob])
    }

    @Test("what has no placeholders, is no template or cannot be looked into is taken in as it is")
    func noForms() throws {
        let board = try Board.ready()
        let form = try FormSample.docx(Self.body)
        try revise(board, try FormSample.docx(FormSample.paragraph(["{chi bộ} {{"])))
        #expect(try revision(board).blank == nil)
        try revise(board, form, kind: .guide, slug: "huong-dan")
        try revise(board, form, fileName: "mau.zip", slug: "nen")
        try revise(board, [0xD0, 0xCF, 0x11, 0xE0], slug: "mat-khau")
        for slug in ["huong-dan", "nen", "mat-khau"] { #expect(try revision(board, slug).blank == nil) }
        #expect(try board.register.forms(of: board.issue("01/03/2025")).isEmpty)
    }

    @Test("an unknown placeholder or a broken Word file is refused, and leaves nothing behind")
    func refused() throws {
        let board = try Board.ready()
        try expectRefused(.placeholderUnknown, leaving: board.register, board.store) {
            try revise(board, try FormSample.docx(FormSample.paragraph(["{{chi bô}}"])))
        }
        try expectRefused(.formRefused, leaving: board.register, board.store) {
            try revise(board, try FormSample.docx(Self.body).dropLast(5))
        }
    }

    @Test("a revision's blank form never changes")
    func frozen() throws {
        let board = try Board.ready()
        try revise(board, try FormSample.docx(Self.body))
        #expect(throws: (any Error).self) {
            try board.register.writer.write {
                try $0.execute(sql: "UPDATE template_revision SET blank_sha256 = NULL")
            }
        }
    }

    @Test(
        "a removed document's bytes go as a form and as its blank form, whichever of them they are",
        arguments: [false, true])
    func removal(isBlank: Bool) throws {
        let board = try Board.ready()
        let form = try FormSample.docx(Self.body)
        try revise(board, form)
        let kept = try FormSample.docx(FormSample.paragraph(["{{bí thư}}"]))
        try revise(board, kept, slug: "khac")
        let edition = try board.issue("01/03/2025")
        let revision = try revision(board)
        let blank = try #require(revision.blank)
        let secret = try board.register.enter("88-HD/BTCTW", "09/02/2025")
        let document = try board.register.document(secret)
        try board.register.add(
            file: isBlank ? board.store.bytes(of: blank) : form, named: "a.docx", kind: .copy, to: document,
            everyPageLookedAt: true, in: board.store, by: tester)

        let outlook = try board.office.outlook(onRemoving: document)
        #expect(outlook.alike == ["bien-ban"])
        let report = try board.office.remove(document, because: "nhầm", by: tester)
        #expect(report.places.map { "\($0.edition) \($0.slot)" } == ["1 B1"])
        for sha256 in [blank.sha256, revision.blob.sha256] {
            #expect(!FileManager.default.fileExists(atPath: board.store.path(of: sha256)))
            #expect(try board.register.removed(among: [sha256]) == [sha256])
        }
        #expect(try board.register.forms(of: edition).isEmpty)
        #expect(try self.revision(board, "khac").blank != nil)
        #expect(try self.revision(board).number == 1 && self.revision(board).blank == nil)
        let issued = try board.register.edition(of: "cap-thon", number: 1)
        try board.office.archive(of: issued).write(to: "\(board.folder.path)/1.zip")
    }
}
