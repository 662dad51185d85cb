/// What stands on a letter besides the tables of changes, in its order.
struct LetterParts {
    /// What is said of one kit: before its changes, and after them.
    struct Section {
        let part: LetterPage.Letter.Part
        let above: [LetterBlock]
        let below: [LetterBlock]
    }

    let letter: LetterPage.Letter
    let settings: Settings
    let day: Day
    let language: Language

    private var texts: [NoticeTexts] { letter.parts.map(\.texts) }

    /// The one list of branches, when the letter is about several below a committee.
    private var digest: NoticeTexts? {
        let told = NoticeTexts.told(texts, language: language)
        return told.count == 1 && !told[0].branches.isEmpty ? told[0] : nil
    }

    /// Letterhead, title, greeting.
    var above: [LetterBlock] {
        let office = PrintedText(size: 13, face: .bold).lines(
            settings.office.uppercased(), across: LetterBlock.width / 2 - 12)
        let title = PageWords.capital(letter.title(language))
        let lines = PrintedText(size: 14, face: .bold).lines(title.uppercased(), across: LetterBlock.width)
        let greeting = texts.first?.greeting ?? ""
        return [
            LetterBlock(
                PaperParts.letterhead(settings.office, date: .text(PageWords.longDate(day)(language))),
                height: max(Double(office + 1) * LetterBlock.line, 46)),
            LetterBlock(
                "\n<div class=\"head\"><h1>\(title)</h1></div>\n", height: Double(lines) * 18.5),
            LetterBlock(
                "<p class=\"to\"><b>\(greeting)</b></p>\n",
                height: LetterBlock(prose: greeting, face: .bold).height),
        ]
    }

    /// Whether all kits ask for the same, so that it is said once.
    private var isOneRequest: Bool { texts.count > 1 && Set(texts.map(\.request)).count == 1 }

    var sections: [Section] {
        if digest != nil { return [] }
        return letter.parts.map { part in
            let request = isOneRequest ? [] : [LetterBlock(prose: part.texts.request)]
            let isAlone = letter.parts.count == 1
            return Section(
                part: part,
                above: [LetterBlock(prose: part.texts.body.joined(separator: " "))] + request,
                below: isAlone ? [link].compactMap { $0 } : [])
        }
    }

    /// The request they share, the page they share, whom to call, the receipt.
    var below: [LetterBlock] {
        let request = isOneRequest ? texts.first.map { LetterBlock(prose: $0.request) } : nil
        let who = NoticeTexts.contact(settings)(language)
        let contact: HTML = PaperParts.contact(
            officer: settings.officer, phone: settings.phone, office: settings.office)
        let call = LetterBlock(
            "<p>\(Text("Có việc chưa rõ, gọi", "Questions:")(language)) \(contact).</p>\n",
            height: LetterBlock(prose: who).height)
        if let digest { return branches(digest) + [call] }
        let ways = [request, letter.parts.count == 1 ? nil : link].compactMap { $0 }
        return ways + [call] + [receipt].compactMap { $0 }
    }

    /// The way to the reader's page; all kits of one reader stand on it.
    private var link: LetterBlock? {
        guard let texts = texts.first(where: { $0.link != nil }), let link = texts.link else { return nil }
        let picture = (try? QRCode(link))?.svg(size: 88, label: Text("Mã QR", "QR code")(language))
        let code = texts.codeNote.map { "<br>\($0.words) <b class=\"code\">\($0.code)</b>" as HTML }
        let across = LetterBlock.width - 76
        let lines =
            PrintedText(size: 13).lines(texts.linkTitle, across: across)
            + PrintedText(size: 11.7, face: .typewriter).lines(link, across: across)
            + PrintedText(size: 13.5).lines(texts.codeNote?.line ?? "", across: across)
        return LetterBlock(
            "<p class=\"link\">\(picture)\(texts.linkTitle)<br><b>\(link)</b>\(code)</p>",
            height: max(Double(lines) * LetterBlock.line, 70))
    }

    /// One list of all branches below a committee; it may go on overleaf, and then says so.
    private func branches(_ digest: NoticeTexts) -> [LetterBlock] {
        let table = LetterBranches(digest.branches, language: language)
        let ask = LetterBlock(prose: digest.request)
        let intro = LetterBlock(prose: digest.body.joined(separator: " "))
        let taken = above.reduce(table.height + ask.height + intro.height + 5 * LetterBlock.gap) {
            $0 + $1.height + LetterBlock.gap
        }
        let isLong = taken + 2 * LetterBlock.line > LetterBlock.sheet
        let goesOn = Text(
            "Danh sách có \(digest.branches.count) nơi, in tiếp sang trang sau.",
            "The list names \(digest.branches.count) and goes on overleaf.")
        let note =
            isLong ? [LetterBlock("<p><i>\(goesOn(language))</i></p>\n", height: LetterBlock.line)] : []
        return [intro] + note + [LetterBlock(table.html, height: table.height), ask]
    }

    /// What the recipient signs and the office keeps.
    private var receipt: LetterBlock? {
        let parts = letter.parts.filter { [.newEdition, .reminder].contains($0.notice.kind) }
        guard let first = parts.first?.notice else { return nil }
        return LetterReceipt(parts, of: first, office: settings.office, language: language).block
    }
}
