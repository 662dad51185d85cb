/// The parts office papers share: letterhead and signatures.
package enum PaperParts {
    /// Office to the left, the Party's name and a date line to the right, as the Party's papers have them.
    static func letterhead(_ office: String, date: HTML, under: HTML? = nil) -> HTML {
        """
        <header class="letterhead"><div><p class="office">\(office)</p><p class="star">*</p>\(under)</div>\
        <div class="party"><span>ĐẢNG CỘNG SẢN VIỆT NAM</span><i>\(date)</i></div></header>
        """
    }

    /// A date to be written in by hand.
    static func openDate(_ language: Language) -> HTML {
        .text(Text("ngày ……  tháng ……  năm ……", "date ……/……/……")(language))
    }

    /// Places to sign side by side.
    package static func signatures(_ roles: [Text], _ language: Language) -> HTML {
        let how = Text("(ký, ghi rõ họ tên)", "(signature and name)")(language)
        return
            "<div class=\"signs\">\(roles.map { "<div><b>\($0(language))</b><i>\(how)</i></div>" as HTML })</div>"
    }

    /// The officer to call, with a number to tap; the office when neither is known.
    package static func contact(officer: String?, phone: String?, office: String) -> HTML {
        let name = officer.map { "\($0), \(office)" } ?? office
        guard let phone else { return .text(name) }
        let digits = phone.filter { $0.isASCIIDigit || $0 == "+" }
        return "\(name), <a href=\"tel:\(digits)\">\(phone)</a>"
    }
}
