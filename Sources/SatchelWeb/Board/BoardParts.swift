import SatchelCore

extension Visit {
    /// Whether whoever is signed in has a role and a scope that may use a verb: to leave buttons out that would only refuse.
    func mayUse(_ verb: String) -> Bool {
        guard case .account(let account) = who else { return false }
        return account.mayUse(verb)
    }

    /// What has just been done, by the word in `?done=`; told once, on the page that shows it.
    func told(_ texts: [String: Text]) -> HTML? {
        guard refusal == nil, let text = query["done"].flatMap({ texts[$0] }) else { return nil }
        return "<div class=\"note ok\" role=\"status\"><p>\(say(text, ["n": query["n"] ?? ""]))</p></div>\n"
    }

    /// A number to tap.
    func telephone(_ number: String?) -> HTML? {
        number.map { number in
            "<a href=\"tel:\(number.filter { $0.isASCIIDigit || $0 == "+" })\">\(number)</a>"
        }
    }

    /// Something short that is not to be broken in a narrow column.
    func whole(_ html: HTML) -> HTML { "<span class=\"w\">\(html)</span>" }

    /// A link that looks like a button.
    func action(_ path: String, _ text: String, isMain: Bool = false) -> HTML {
        "<a class=\"button\(isMain ? "" : " second")\" href=\"\(path)\">\(text)</a>"
    }

    /// Where a page stands: the pages above it.
    func trail(_ places: [(path: String, text: String)]) -> HTML {
        let links = places.map { "<a href=\"\($0.path)\">\($0.text)</a>" as HTML }
        return """
            <nav class="eyebrow noprint" aria-label="\(say("Vị trí", "Place"))">\(HTML.joined(links, by: " › "))</nav>
            """
    }

    /// `từ 01/07/2025`, `01/03/2022–30/06/2025`.
    func span(_ from: Day, _ to: Day?) -> String {
        guard let to else { return say("từ \(from.office)", "from \(from.office)") }
        return "\(from.office)–\(to.office)"
    }

    /// A node as a link to its page: its name, and its code small behind it.
    func node(_ code: String, _ name: String? = nil) -> HTML {
        guard let name else { return "<a href=\"\(NodePath.of(code))\">\(code)</a>" }
        return "<a href=\"\(NodePath.of(code))\">\(name)</a> <span class=\"soft small w\">\(code)</span>"
    }
}

/// The addresses of a node's pages.
enum NodePath {
    static func of(_ code: String, _ page: String? = nil) -> String {
        "/organisation/\(Fields.encoded(code))\(page.map { "/\($0)" } ?? "")"
    }
}
