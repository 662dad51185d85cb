import SatchelCore

extension Visit {
    /// A form that does something: POST, with the marks that it is ours and acts once.
    /// - Parameters:
    ///   - second: further buttons after the first.
    ///   - takesFiles: whether a file goes with it.
    package func form(
        to path: String, _ button: String, style: String = "", takesFiles: Bool = false, line: Bool = false,
        second: HTML? = nil, _ fields: HTML
    ) -> HTML {
        let encoding: HTML? = takesFiles ? " enctype=\"multipart/form-data\"" : nil
        let buttonClass: HTML? = style.isEmpty ? nil : " class=\"\(style)\""
        return """
            <form method="post" action="\(path)"\(encoding)\(line ? HTML.raw(" class=\"line\"") : nil)>\(marks)
            \(fields)
            <div class="row"><button\(buttonClass)>\(button)</button>\(second)</div>
            </form>
            """
    }

    /// A form of nothing but a button.
    package func button(
        to path: String, _ text: String, style: String = "second", hidden: [(String, String)] = []
    ) -> HTML {
        let inputs = hidden.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" as HTML }
        return """
            <form method="post" action="\(path)" class="bare">\(marks)\(inputs)<button class="\(style)">\(text)</button></form>
            """
    }

    /// A form that only asks: GET, so that its answer has an address.
    package func search(to path: String, _ button: String, _ fields: HTML) -> HTML {
        """
        <form method="get" action="\(path)" class="line noprint" role="search">\(fields)<button class="second">\(button)</button></form>
        """
    }

    /// The hidden fields every form carries.
    package var marks: HTML {
        let ours: HTML? = csrf.map { "<input type=\"hidden\" name=\"csrf\" value=\"\($0)\">" }
        return "\(ours)<input type=\"hidden\" name=\"once\" value=\"\(form["once"] ?? Office.randomID())\">"
    }

    /// What a field shows: what was just written when the form is shown again, else what is known.
    package func value(_ name: String, _ known: String? = nil) -> String {
        refusal == nil ? (query[name] ?? known ?? "") : (form.raw(name) ?? "")
    }
}

/// One field of a form, with its label.
package enum Field {
    /// A line of text.
    /// - Parameters:
    ///   - kind: `text`, `email`, `tel`, `password`, `number` or `search`.
    ///   - suggestions: offered while typing.
    package static func text(
        _ name: String, _ label: String, _ value: String = "", kind: String = "text", hint: String? = nil,
        isRequired: Bool = false, size: Int? = nil, autocomplete: String? = nil, suggestions: [String] = []
    ) -> HTML {
        let id = "f-\(name)"
        let list: HTML? =
            suggestions.isEmpty
            ? nil
            : "<datalist id=\"\(id)-list\">\(suggestions.map { "<option value=\"\($0)\">" as HTML })</datalist>"
        return wrapped(
            id, label, hint,
            """
            <input id="\(id)" name="\(name)" type="\(kind)" value="\(value)"\(flag("required", isRequired))\
            \(attribute("size", size.map { "\($0)" }))\(attribute("autocomplete", autocomplete))\
            \(attribute("list", list == nil ? nil : "\(id)-list"))\(described(id, hint))>\(list)
            """)
    }

    /// A day, as people write it: 31/12/2025.
    package static func day(
        _ name: String, _ label: String, _ value: String = "", hint: String? = nil, isRequired: Bool = false
    ) -> HTML {
        let id = "f-\(name)"
        return wrapped(
            id, label, hint,
            """
            <input id="\(id)" name="\(name)" type="text" inputmode="numeric" value="\(value)" size="11" \
            placeholder="31/12/2025"\(flag("required", isRequired))\(described(id, hint))>
            """)
    }

    /// Several lines of text.
    package static func area(
        _ name: String, _ label: String, _ value: String = "", hint: String? = nil, isRequired: Bool = false
    ) -> HTML {
        let id = "f-\(name)"
        return wrapped(
            id, label, hint,
            "<textarea id=\"\(id)\" name=\"\(name)\"\(flag("required", isRequired))\(described(id, hint))>\n\(value)</textarea>"
        )
    }

    /// One of several, from a list.
    package static func choice(
        _ name: String, _ label: String, _ options: [(value: String, text: String)], chosen: String = "",
        hint: String? = nil
    ) -> HTML {
        let id = "f-\(name)"
        let items = options.map { option -> HTML in
            "<option value=\"\(option.value)\"\(flag("selected", option.value == chosen))>\(option.text)</option>"
        }
        return wrapped(
            id, label, hint, "<select id=\"\(id)\" name=\"\(name)\"\(described(id, hint))>\(items)</select>")
    }

    /// A box to tick.
    package static func tick(
        _ name: String, _ label: String, value: String = "1", isTicked: Bool = false, isRequired: Bool = false
    ) -> HTML {
        """
        <label class="tick"><input type="checkbox" name="\(name)" value="\(value)"\(flag("checked", isTicked))\
        \(flag("required", isRequired))><span>\(label)</span></label>
        """
    }

    /// Boxes or buttons under one heading.
    package static func group(_ legend: String, _ items: [HTML]) -> HTML {
        "<fieldset><legend>\(legend)</legend>\(items)</fieldset>"
    }

    /// One of several, each a button with its text.
    package static func radio(
        _ name: String, _ legend: String, _ options: [(value: String, text: String)], chosen: String = ""
    ) -> HTML {
        group(
            legend,
            options.map { option in
                """
                <label class="tick"><input type="radio" name="\(name)" value="\(option.value)"\
                \(flag("checked", option.value == chosen))><span>\(option.text)</span></label>
                """
            })
    }

    /// A file to send.
    /// - Parameter accept: what the browser offers, as in HTML's `accept`.
    package static func file(
        _ name: String, _ label: String, accept: String, hint: String? = nil, isRequired: Bool = false
    ) -> HTML {
        let id = "f-\(name)"
        return wrapped(
            id, label, hint,
            "<input id=\"\(id)\" name=\"\(name)\" type=\"file\" accept=\"\(accept)\"\(flag("required", isRequired))\(described(id, hint))>"
        )
    }

    /// A value the form carries along.
    package static func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    private static func wrapped(_ id: String, _ label: String, _ hint: String?, _ input: HTML) -> HTML {
        let told: HTML? = hint.map { "<span class=\"hint\" id=\"\(id)-hint\">\($0)</span>" }
        return "<div class=\"field\"><label for=\"\(id)\">\(label)</label>\(input)\(told)</div>\n"
    }

    private static func described(_ id: String, _ hint: String?) -> HTML? {
        hint == nil ? nil : " aria-describedby=\"\(id)-hint\""
    }

    private static func attribute(_ name: HTML, _ value: String?) -> HTML? {
        value.map { " \(name)=\"\($0)\"" }
    }

    private static func flag(_ name: HTML, _ isSet: Bool) -> HTML? { isSet ? " \(name)" : nil }
}
