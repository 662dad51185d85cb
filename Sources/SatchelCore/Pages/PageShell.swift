/// A whole page that needs nothing from outside: one head, the styles inside, no script.
struct PageShell {
    let title: String
    let language: Language
    let styles: [HTML]
    let body: HTML

    var html: String {
        let page: HTML = """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <style>\(styles)</style>
            </head>
            <body>
            \(body)
            </body>
            </html>

            """
        return page.markup
    }
}

/// The words of a page: in one language, or in Vietnamese with small English beside it.
package enum PageWords {
    /// Vietnamese, with English small beside it.
    package static func both(_ text: Text) -> HTML { both(text.vi, text.en) }

    /// Vietnamese, with English small beside it unless both are the same.
    package static func both(_ vi: String, _ en: String) -> HTML {
        vi == en || en.isEmpty ? .text(vi) : "\(vi) <span class=\"en\" lang=\"en\">\(en)</span>"
    }

    /// `đợt 4 (11/2025)`.
    package static func edition(_ number: Int, _ day: Day?) -> Text {
        let month = day.map { " (\(Day.twoDigits($0.month))/\($0.year))" } ?? ""
        return Text("đợt \(number)\(month)", "edition \(number)\(month)")
    }

    /// `ngày 10 tháng 11 năm 2025`, as papers are dated; single-digit days and the months January and February with
    /// a zero before them.
    package static func longDate(_ day: Day) -> Text {
        let month = day.month < 3 ? Day.twoDigits(day.month) : "\(day.month)"
        return Text("ngày \(Day.twoDigits(day.day)) tháng \(month) năm \(day.year)", day.office)
    }

    /// A number of bytes: `12 KB`, `1,2 MB`.
    package static func size(_ bytes: UInt64, _ language: Language) -> String {
        if bytes < 1_000_000 { return "\(max(1, (bytes + 500) / 1000)) KB" }
        let tenths = (bytes + 50_000) / 100_000
        if tenths >= 10_000 { return size(tenths: (bytes + 50_000_000) / 100_000_000, "GB", language) }
        return size(tenths: tenths, "MB", language)
    }

    private static func size(tenths: UInt64, _ unit: String, _ language: Language) -> String {
        "\(tenths / 10)\(language == .vi ? "," : ".")\(tenths % 10) \(unit)"
    }

    /// A name whose symbols (`42-HD/BTCTW`) and dates (`ngày 28/10/2025`) each stay on one line.
    package static func name(_ text: String) -> HTML {
        var words: [String] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let belongs = words.last == "ngày" && word.first?.isASCIIDigit == true
            if belongs { words[words.count - 1] += " \(word)" } else { words.append(String(word)) }
        }
        let pieces = words.map { word -> HTML in
            let isWhole = word.count <= 24 && (word.contains("-") || word.contains("/"))
            return isWhole ? "<span class=\"w\">\(word)</span>" : .text(word)
        }
        return HTML.joined(pieces, by: " ")
    }

    /// A text with its first letter in upper case.
    package static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
