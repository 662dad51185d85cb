import Hummingbird
import SatchelCore

/// How a secretary gets in: by the personal link, whose secret stands in the fragment, or by the code beside it.
enum OpenPages {
    static let routes: [Route] = [
        .get("/k", .everyone, show),
        .get("/k/open", .everyone, show),
        .post("/k/open", .everyone, shownAgain: form, open),
        .post("/k/close", .holder, close),
    ]

    /// The page of a link: its kits for whoever came in already, else the form that takes the code. Nothing is
    /// acknowledged by opening it.
    @Sendable private static func show(_ visit: Visit) throws -> Answer {
        if case .holder = visit.who { return try SecretaryPage.show(visit) }
        return try form(visit)
    }

    @Sendable private static func form(_ visit: Visit) throws -> Answer {
        let fields = Field.text(
            "code", visit.say("Mã mở", "Opening code"), visit.value("code"),
            hint: visit.say(
                "Ghi trong thư, cạnh đường dẫn: 14 chữ và số. Viết hoa, viết thường, có gạch hay không đều được.",
                "In the letter, beside the link: 14 letters and digits. Capitals and hyphens do not matter."),
            isRequired: true, autocomplete: "off")
        return visit.page(
            visit.say("Cặp tài liệu của chi bộ", "The branch's kit"), isNarrow: true,
            scripts: [openByFragment],
            """
            <h1>\(visit.say("Cặp tài liệu của chi bộ", "The branch's kit"))</h1>
            \(visit.card(nil, visit.form(to: "/k/open", visit.say("Mở", "Open"), style: "wide", fields)))
            \(fragmentForm(visit))
            <p class="soft">\(visit.say("Không thấy mã, gọi", "No code at hand? Call")) \(visit.contact).</p>
            """)
    }

    /// The form that the script fills from the fragment and sends.
    static func fragmentForm(_ visit: Visit) -> HTML {
        """
        <form method="post" action="/k/open" id="by-link" hidden>\(visit.marks)<input type="hidden" name="secret"></form>
        """
    }

    /// Sends the secret behind `#` by POST, and takes it out of the address, so that neither a server on the way nor
    /// the history keeps it.
    static let openByFragment = Script(
        """
        (()=>{const s=location.hash.slice(1);if(s.length<20)return;history.replaceState(null,'',location.pathname);\
        const f=document.getElementById('by-link');f.elements.secret.value=s;f.submit()})()
        """)

    @Sendable private static func open(_ visit: Visit) throws -> Answer {
        let keys = ["link \(visit.address)"]
        let now = visit.office.clock.now
        try visit.site.limits.check(keys, now: now)
        do {
            let holder =
                try visit.form["secret"].map { try visit.office.linkHolder(secret: $0) }
                ?? visit.office.linkHolder(
                    code: try visit.required("code", visit.say("Mã mở", "Opening code")))
            let (secret, _) = try visit.office.beginSession(for: holder)
            var answer = Answer.seeOther("/k")
            answer.headers[.setCookie] = SessionCookie.set(.holder, to: secret, for: visit.site)
            return answer
        } catch let error as SatchelError {
            let isMistyped = visit.form["code"].map { OpeningCode($0) == nil } ?? false
            if error.code == .linkInvalid, !isMistyped, visit.site.limits.fail(keys, now: now) {
                try visit.office.recordLockOut(of: nil, from: visit.address)
            }
            throw error
        }
    }

    @Sendable private static func close(_ visit: Visit) throws -> Answer {
        if let secret = visit.secret { try visit.office.signOut(secret) }
        var answer = Answer.seeOther("/k")
        answer.headers[.setCookie] = SessionCookie.clear(.holder, for: visit.site)
        return answer
    }
}

extension Visit {
    /// The officer to call, with a number to tap.
    var contact: HTML {
        let settings = office.settings
        return PaperParts.contact(officer: settings.officer, phone: settings.phone, office: settings.office)
    }
}
