import SatchelCore

/// A word in a coloured pill; the word says it, the colour only helps.
package enum Mark: String {
    case ok, late, bad, none

    package func callAsFunction(_ text: String) -> HTML { "<span class=\"mark \(rawValue)\">\(text)</span>" }
}

/// A table of cells; on a phone each row becomes a block whose cells name themselves.
package struct Table {
    package struct Column {
        /// Where a column stands that is not of use everywhere: boxes to tick, room to write by hand.
        package enum Place: String, Sendable {
            case screen = "noprint"
            case paper = "onpaper"
        }

        let title: String
        let isNumber: Bool
        private let place: Place?

        package init(_ title: String, isNumber: Bool = false, on place: Place? = nil) {
            self.title = title
            self.isNumber = isNumber
            self.place = place
        }

        fileprivate var style: HTML? {
            let names = [isNumber ? "n" : nil, place?.rawValue].compactMap(\.self)
            return names.isEmpty ? nil : " class=\"\(names.joined(separator: " "))\""
        }
    }

    package let caption: String?
    package let columns: [Column]
    /// The first cell of a row names it.
    package var rows: [[HTML]] = []

    package init(_ columns: [Column], caption: String? = nil, rows: [[HTML]] = []) {
        self.columns = columns
        self.caption = caption
        self.rows = rows
    }

    package var html: HTML {
        let head = columns.map { column -> HTML in
            "<th scope=\"col\"\(column.style)>\(column.title)</th>"
        }
        let title: HTML? = caption.map { "<caption>\($0)</caption>" }
        return """
            <div class="scroll"><table class="folding">\(title)<thead><tr>\(head)</tr></thead><tbody>
            \(rows.map(row))</tbody></table></div>

            """
    }

    private func row(_ cells: [HTML]) -> HTML {
        let parts = zip(columns, cells).enumerated().map { place, pair -> HTML in
            let (column, cell) = pair
            if place == 0 { return "<th scope=\"row\">\(cell)</th>" }
            return "<td\(column.style) data-label=\"\(column.title)\">\(cell)</td>"
        }
        return "<tr>\(parts)</tr>\n"
    }
}

extension Visit {
    /// Links to the pages of a long list: 50 at a time.
    /// - Parameter total: of all pages together.
    package func pager(_ total: Int, size: Int = 50) -> HTML? {
        let last = max(1, (total + size - 1) / size)
        guard last > 1 else { return nil }
        let here = min(pageNumber, last)
        func link(_ number: Int, _ text: String, _ rel: HTML) -> HTML {
            let address = path + "?" + query.setting("page", to: "\(number)").urlEncoded
            return "<a href=\"\(address)\" rel=\"\(rel)\">\(text)</a>"
        }
        return """
            <nav class="pager" aria-label="\(say("Trang", "Pages"))">\
            \(here > 1 ? link(here - 1, say("← Trang trước", "← Previous"), "prev") : nil)\
            <span>\(say(Text("Trang {page}/{last}, {total} dòng", "Page {page} of {last}, {total} rows"), ["page": "\(here)", "last": "\(last)", "total": "\(total)"]))</span>\
            \(here < last ? link(here + 1, say("Trang sau →", "Next →"), "next") : nil)</nav>
            """
    }

    /// The part of a long list that this page shows.
    package func paged<Item>(_ items: [Item], size: Int = 50) -> ArraySlice<Item> {
        let last = max(1, (items.count + size - 1) / size)
        let start = (min(pageNumber, last) - 1) * size
        return items[start..<min(start + size, items.count)]
    }

    /// Names with what they are.
    package func facts(_ pairs: [(String, HTML?)]) -> HTML {
        let items = pairs.compactMap { name, value -> HTML? in
            value.map { "<dt>\(name)</dt><dd>\($0)</dd>\n" }
        }
        return "<dl class=\"facts\">\(items)</dl>\n"
    }

    /// A box of a page with its heading.
    package func card(_ title: String? = nil, end: HTML? = nil, _ body: HTML) -> HTML {
        let head: HTML? = title.map { title in
            end == nil
                ? "<h2>\(title)</h2>"
                : "<div class=\"row\"><h2>\(title)</h2><span class=\"end\">\(end)</span></div>"
        }
        return "<section class=\"card\">\(head)\(body)</section>\n"
    }

    /// A number of bytes as people read it: `1,2 MB`.
    package func size(_ bytes: UInt64) -> String { PageWords.size(bytes, language) }
}

/// A bar that shows a share, with the same said in words.
package enum Bar {
    /// - Parameters:
    ///   - parts: each with the name of its colour (`ok`, `late`, `bad`, `none`), in order.
    package static func html(_ parts: [(colour: HTML, count: Int)], label: String) -> HTML {
        let total = max(1, parts.reduce(0) { $0 + $1.count })
        var x = 0
        let rects = parts.map { part -> HTML in
            let width = part.count * 1000 / total
            defer { x += width }
            return "<rect x=\"\(x)\" width=\"\(width)\" height=\"14\" fill=\"var(--\(part.colour))\"/>"
        }
        return """
            <svg class="bar-of" viewBox="0 0 1000 14" preserveAspectRatio="none" role="img" aria-label="\(label)">\
            <rect width="1000" height="14" fill="var(--none-tint)"/>\(rects)</svg>
            """
    }
}

/// A small line of shares over time, with the same said in words.
package enum Spark {
    /// - Parameter shares: from 0 to 1, first to last.
    package static func html(_ shares: [Double], label: String) -> HTML {
        let step = 200 / Double(max(1, shares.count - 1))
        let points = shares.enumerated().map { place, share in
            let y = 36 - 32 * min(1, max(0, share))
            return "\(Int(Double(place) * step)),\(Int(y))"
        }
        return """
            <svg class="spark" viewBox="-4 0 208 40" width="208" height="40" role="img" aria-label="\(label)">\
            <line x1="0" y1="36" x2="200" y2="36" stroke="var(--line)"/>\
            <polyline points="\(points.joined(separator: " "))" fill="none" stroke="var(--ok)" stroke-width="2.5"/></svg>
            """
    }
}
