import Foundation
import Zip

/// The documents packing is measured with: 60 files, about 65 MB, the same bytes in every run.
enum Corpus {
    /// One document's file; the ending of the name says what it is.
    struct File {
        let name: String
        let bytes: [UInt8]
    }

    static let count = 60

    private enum Kind: CaseIterable { case scan, text, word, writer, page, plain }

    /// What kind each document is of, ten in turn: three scans, three text PDFs, two DOCX, and two others.
    private static func kind(_ number: Int) -> Kind {
        switch number % 10 {
        case 0, 3, 6: .scan
        case 1, 4, 7: .text
        case 2, 8: .word
        case 5: number % 20 == 5 ? .writer : .plain
        default: number % 20 == 9 ? .page : number % 40 == 19 ? .writer : .plain
        }
    }

    /// The document of a number from 1 on; one of another revision differs in nearly every byte.
    static func file(_ number: Int, revision: Int = 1) throws -> File {
        let seed = UInt64(number * 100 + revision)
        var random = SteadyRandom(seed: seed)
        let (ending, bytes) = try contents(kind(number), seed: seed, &random)
        return File(name: "\(number < 10 ? "0" : "")\(number) Văn bản.\(ending)", bytes: bytes)
    }

    private static func contents(
        _ kind: Kind, seed: UInt64, _ random: inout SteadyRandom
    ) throws -> (ending: String, bytes: [UInt8]) {
        let prose = Prose(seed: seed)
        return switch kind {
        case .scan: ("pdf", PDF.scan(pages: Int.random(in: 7...20, using: &random), &random))
        case .text: ("pdf", try PDF.text(pages: Int.random(in: 4...40, using: &random), prose, &random))
        case .word: ("docx", try OfficeFile.docx(paragraphs: Int.random(in: 60...600, using: &random), prose))
        case .writer: ("odt", try OfficeFile.odt(paragraphs: Int.random(in: 60...600, using: &random), prose))
        case .page: ("html", html(paragraphs: Int.random(in: 100...900, using: &random), prose))
        case .plain: ("txt", plain(paragraphs: Int.random(in: 60...700, using: &random), prose))
        }
    }

    private static func html(paragraphs: Int, _ prose: Prose) -> [UInt8] {
        var prose = prose
        var text = "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"></head><body>\n"
        for number in 1...paragraphs {
            text += "<p class=\"dieu\" id=\"d\(number)\"><b>Điều \(number).</b> \(prose.paragraph())</p>\n"
        }
        return Array((text + "</body></html>\n").utf8)
    }

    private static func plain(paragraphs: Int, _ prose: Prose) -> [UInt8] {
        var prose = prose
        return Array((1...paragraphs).map { "\($0). \(prose.paragraph())\r\n\r\n" }.joined().utf8)
    }
}
