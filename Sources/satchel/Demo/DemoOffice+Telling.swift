import SatchelCore

/// How the story of a sample office is told on a terminal.
extension DemoOffice {
    func say(_ text: Text, _ arguments: [String: String] = [:]) { print(text.chosen(arguments)) }

    /// What the next edition of the first kit will change, for showing once it is issued.
    func preview() throws -> KitPreview {
        try office.register.preview(kit: sample.kits[0], on: office.clock.today)
    }

    /// What was issued from a preview, in a line, and those of its lines that hold one of some words.
    func tell(_ preview: KitPreview, _ editions: [Edition], like words: [String]) {
        let sizes = editions.map { "\(($0.archiveSize + 999) / 1000) KB" }.joined(separator: " + ")
        say(
            Text(
                "      {edition}, {sizes}: {changes} thay đổi, {warnings} điều cần xem lại, như:",
                "      {edition}, {sizes}: {changes} changes, {warnings} things to look at, such as:"),
            [
                "edition": preview.plan.name.chosen, "sizes": sizes,
                "changes": "\(preview.changes.lines.count)", "warnings": "\(preview.plan.warnings.count)",
            ])
        for line in PreviewText(preview).text.split(separator: "\n").dropFirst(2)
        where words.contains(where: line.contains) {
            print("      \(line)")
        }
    }

    /// The audits of the first kit on the sample's days: what is held, and what of it is out of force.
    func tellAudits() throws {
        let register = office.register
        let names = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0.key) })
        say(
            Text(
                "Rà soát ba ngày (satchel audit {kit} --on NGÀY):",
                "The audit on three days (satchel audit {kit} --on DAY):"), ["kit": sample.kits[0]])
        for day in sample.audited.compactMap({ Day($0) }) {
            let answer = try ReviewAnswer(register.audit(kit: sample.kits[0], on: day))
            let lines = AuditText(answer, of: sample.kits[0], on: day, names: names).summary
                .split(separator: "\n")
            let outdated = lines.filter { $0.contains("! ") }
            let held = lines.dropFirst().filter { !$0.contains("! ") }.map(\.trimmed)
            print("  \(day.office)  " + held.joined(separator: "; "))
            guard let first = outdated.first else { continue }
            let more = Text("(còn {n} văn bản nữa)", "(and {n} more documents)")
            print(
                "            \(first.trimmed) "
                    + (outdated.count > 1 ? more.chosen(["n": "\(outdated.count - 1)"]) : ""))
        }
    }
}
