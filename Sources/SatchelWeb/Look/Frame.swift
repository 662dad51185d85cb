import Hummingbird
import SatchelCore

/// The places of the board's menu.
package enum Menu: CaseIterable, Sendable {
    case today, documents, kits, organisation, review, notices, log, accounts, settings

    var path: String {
        switch self {
        case .today: "/"
        case .documents: "/documents"
        case .kits: "/kits"
        case .organisation: "/organisation"
        case .review: "/review"
        case .notices: "/notices"
        case .log: "/log"
        case .accounts: "/accounts"
        case .settings: "/settings"
        }
    }

    var text: Text {
        switch self {
        case .today: Text("Hôm nay", "Today")
        case .documents: Text("Văn bản", "Documents")
        case .kits: Text("Cặp tài liệu", "Kits")
        case .organisation: Text("Tổ chức đảng", "Organisation")
        case .review: Text("Rà soát", "Review")
        case .notices: Text("Thư báo", "Notices")
        case .log: Text("Nhật ký", "Log")
        case .accounts: Text("Người dùng", "Users")
        case .settings: Text("Thiết lập", "Settings")
        }
    }
}

/// A few lines of script inside a page, allowed there by its hash.
package struct Script: Sendable, Hashable {
    let source: String
    package init(_ source: String) { self.source = source }
}

extension Visit {
    /// A whole page: head, menu, body; nothing comes from outside.
    /// - Parameters:
    ///   - place: where in the menu it belongs; nil for pages without the board's menu.
    ///   - isNarrow: for pages read on a phone and short forms.
    package func page(
        _ title: String, at place: Menu? = nil, isNarrow: Bool = false, scripts: [Script] = [],
        status: HTTPResponse.Status = .ok, _ body: HTML
    ) -> Answer {
        let html: HTML = """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) · Satchel</title>
            <style>\(HTML.raw(Stylesheet.text))</style>
            </head>
            <body>
            <a class="skip" href="#main">\(say("Đến nội dung", "Skip to content"))</a>
            \(bar(at: place))
            <main id="main"\(isNarrow ? HTML.raw(" class=\"narrow\"") : nil)>
            \(scope)\(refused)\(body)
            </main>
            \(scripts.map { "<script>\(HTML.raw($0.source))</script>" as HTML })
            </body>
            </html>

            """
        var answer = Answer.text(html.markup, as: "text/html; charset=utf-8", status: status)
        answer.headers[.contentSecurityPolicy] = SecurityHeaders.policy(
            styles: [Stylesheet.text], scripts: scripts.map(\.source))
        return answer
    }

    /// So many mistakes of a file stand on a page.
    private var mostFaults: Int { 200 }

    /// Where this page can be opened: for a form shown again after it was sent, the page it stands on.
    private var shownAt: String { sentTo.map { Routes.page(above: path, of: $0) } ?? path }

    /// Why the form below was refused, told first.
    private var refused: HTML? {
        guard let refusal else { return nil }
        let all = refusal.message(in: language).split(separator: "\n").map(String.init)
        let told = all.prefix(all.count - max(0, refusal.faults.count - mostFaults))
        let rest = all.count - told.count
        let more: HTML? =
            rest == 0
            ? nil
            : "<p>\(say("… và \(rest) lỗi nữa; sửa những lỗi trên rồi thử lại.", "… and \(rest) more; correct those above, then try again."))</p>"
        return """
            <div class="note bad" role="alert" tabindex="-1" id="refused">\(told.map { "<p>\($0)</p>" as HTML })\(more)</div>

            """
    }

    private func bar(at place: Menu?) -> HTML {
        let other: Language = language == .vi ? .en : .vi
        let address = shownAt + "?" + query.setting("lang", to: other.rawValue).urlEncoded
        let toggle: HTML = """
            <a href="\(address)" lang="\(other.rawValue)" hreflang="\(other.rawValue)">\(other == .en ? "English" : "Tiếng Việt")</a>
            """
        guard case .account(let account) = who else {
            return
                "<header class=\"bar\"><a href=\"\(home)\">Satchel</a><span class=\"end\">\(toggle)</span></header>"
        }
        let links = Menu.allCases.map { item -> HTML in
            "<a href=\"\(item.path)\"\(item == place ? HTML.raw(" aria-current=\"page\"") : nil)>\(say(item.text))</a>"
        }
        return """
            <header class="bar"><a href="/">Satchel</a><nav aria-label="\(say("Mục chính", "Main"))">\(links)</nav>\
            <span class="end">\(toggle)<a href="/me">\(account.name)</a>\
            \(button(to: "/sign-out", say("Thoát", "Sign out"), style: "link"))</span></header>
            """
    }

    /// That the page tells of a part of the office alone, for whoever sees no more.
    private var scope: HTML? {
        register.sight.map { sight in
            "<p class=\"eyebrow\">\(say(Text("Trong phạm vi {name} ({code})", "Within {name} ({code})"), ["name": sight.name, "code": sight.code]))</p>\n"
        }
    }

    private var home: String { path == "/k" || path.hasPrefix("/k/") ? "/k" : "/" }
}

extension HTML {
    /// Markup of our own that is known to be whole: constants, never anything a person wrote.
    static func raw(_ markup: String) -> HTML { HTML(stringLiteral: markup) }
}
