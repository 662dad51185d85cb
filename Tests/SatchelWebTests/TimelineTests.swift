import SatchelCore
import Testing

@testable import SatchelWeb

/// The picture of a chain of documents.
@Suite struct TimelineTests {
    private func bar(_ name: String, _ from: String?, _ end: String?) -> Timeline.Bar {
        Timeline.Bar(
            name: name, from: from.flatMap { Day($0) }, end: end.flatMap { Day($0) }, isHere: false,
            words: "\(name) <b>trong chữ</b>")
    }

    private func draw(_ bars: [Timeline.Bar], _ acts: [Timeline.Act] = []) throws -> String {
        let today = try #require(Day("21/11/2025"))
        return Timeline(bars, acts, today: today, title: "Chuỗi", todayWord: "ngày").html.markup
    }

    @Test("what is replaced ends where its successor begins, and a line joins them there")
    func chain() throws {
        let day = try #require(Day("30/07/2021"))
        let markup = try draw(
            [bar("29-QĐ/TW", "25/07/2016", "30/07/2021"), bar("24-QĐ/TW", "30/07/2021", nil)],
            [.init(subject: 1, object: 0, day: day, isConfirmed: true)])
        let boxes = markup.matches(of: /<rect x="(\d+)" y="\d+" width="(\d+)"/)
            .map { (x: Int($0.output.1) ?? 0, width: Int($0.output.2) ?? 0) }
        try #require(boxes.count == 2)
        #expect(boxes[0].x + boxes[0].width == boxes[1].x)
        #expect(markup.contains("<path d=\"M\(boxes[1].x) "))
    }

    @Test("names are text, days that are not known are drawn from the edge, and all is said in words too")
    func words() throws {
        let markup = try draw([bar("<b>", nil, "01/01/2020"), bar("B", "01/02/2019", nil)])
        #expect(markup.contains("&lt;b&gt;</text>"))
        #expect(markup.contains("stroke-dasharray=\"4 3\""))
        #expect(markup.contains("<li>&lt;b&gt; <b>trong chữ</b></li>"))
        #expect(markup.contains("role=\"img\" aria-label=\"Chuỗi\""))
        #expect(!markup.contains("style="))
    }
}
