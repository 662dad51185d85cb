import SatchelCore

/// The part of the settings page about the days and hours on which the office writes to people.
enum SendingHoursFields {
    private static let days: [(word: String, text: Text)] = [
        ("mon", Text("thứ hai", "Monday")), ("tue", Text("thứ ba", "Tuesday")),
        ("wed", Text("thứ tư", "Wednesday")), ("thu", Text("thứ năm", "Thursday")),
        ("fri", Text("thứ sáu", "Friday")), ("sat", Text("thứ bảy", "Saturday")),
        ("sun", Text("chủ nhật", "Sunday")),
    ]

    private static let standard = Settings.Sending(
        days: ["mon", "tue", "wed", "thu", "fri"], from: "7:30", to: "17:00", holidays: [])

    private static let daysLabel = Text("Ngày gửi thư", "Days on which mail goes out")
    private static let fromLabel = Text("Gửi từ mấy giờ", "From what time")
    private static let toLabel = Text("Gửi đến mấy giờ", "Until what time")
    private static let holidaysLabel = Text("Ngày nghỉ lễ, Tết", "Holidays")

    static func html(_ settings: Settings, _ visit: Visit) -> HTML {
        let known = shown(settings)
        let chosen = visit.refusal == nil ? known.days ?? [] : visit.form.all("sendingDay")
        let ticks = days.map {
            Field.tick(
                "sendingDay", visit.say($0.text), value: $0.word, isTicked: chosen.contains($0.word))
        }
        let holidays = (known.holidays ?? []).joined(separator: "\n")
        let hint = Text(
            "Mỗi dòng một kỳ nghỉ. Một năm: 16/02/2026 – 20/02/2026. Hằng năm: 01/01. Thư đến hạn ngày nghỉ dời sang ngày làm việc sau.",
            "One a line. In one year: 16/02/2026 – 20/02/2026. Every year: 01/01. What is due on a holiday waits for the next working day."
        )
        return """
            <h3>\(visit.say("Ngày, giờ gửi thư", "When mail goes out"))</h3>
            \(Field.group(visit.say(daysLabel), ticks))
            \(Field.text("sendingFrom", visit.say(fromLabel), visit.value("sendingFrom", known.from), size: 6))
            \(Field.text("sendingTo", visit.say(toLabel), visit.value("sendingTo", known.to), size: 6))
            \(Field.area("sendingHolidays", visit.say(holidaysLabel), visit.value("sendingHolidays", holidays), hint: visit.say(hint)))
            """
    }

    /// The same for those who only read.
    static func facts(_ settings: Settings, _ visit: Visit) -> [(String, HTML?)] {
        let known = shown(settings)
        let names = days.filter { known.days?.contains($0.word) == true }.map { visit.say($0.text) }
        let holidays = known.holidays ?? []
        return [
            (visit.say(daysLabel), .text(names.joined(separator: ", "))),
            (visit.say("Giờ gửi thư", "Hours"), .text("\(known.from ?? "") – \(known.to ?? "")")),
            (
                visit.say(holidaysLabel),
                holidays.isEmpty ? nil : .text(holidays.joined(separator: "; "))
            ),
        ]
    }

    /// What holds now, also where the settings name nothing.
    private static func shown(_ settings: Settings) -> Settings.Sending {
        var sending = settings.sending ?? standard
        sending.days = (sending.days ?? standard.days)?.map { $0.trimmed.lowercased() }
        sending.from = sending.from ?? standard.from
        sending.to = sending.to ?? standard.to
        return sending
    }

    /// Takes what was written into the settings; what is as ever is not named in them.
    /// - Throws: `sendingFieldBroken` with the label of the field and what stands in it.
    static func change(_ settings: inout Settings, _ visit: Visit) throws {
        guard visit.form.has("sendingFrom") else { return }
        let words = visit.form.all("sendingDay")
        let (from, to) = (visit.form["sendingFrom"], visit.form["sendingTo"])
        let holidays = (visit.form.raw("sendingHolidays") ?? "").split(separator: "\n")
            .map { $0.trimmed }.filter { !$0.isEmpty }.map(spaced)
        let said = days.filter { words.contains($0.word) }.map { visit.say($0.text) }
        try check(.init(days: words), daysLabel, said.joined(separator: ", "), visit)
        try from.map { try check(.init(from: $0, to: "24:00"), fromLabel, $0, visit) }
        try to.map { try check(.init(from: "0:00", to: $0), toLabel, $0, visit) }
        for holiday in holidays { try check(.init(holidays: [holiday]), holidaysLabel, holiday, visit) }
        var sending = Settings.Sending()
        if Set(words) != Set(standard.days ?? []) { sending.days = words }
        if from != standard.from { sending.from = from }
        if to != standard.to { sending.to = to }
        if !holidays.isEmpty { sending.holidays = holidays }
        try check(sending, toLabel, to ?? "", visit)
        settings.sending = sending == Settings.Sending() ? nil : sending
    }

    /// `16/02/2026-20/02/2026` with the blanks that set two days apart.
    private static func spaced(_ line: String) -> String {
        line.contains("/") && !line.contains(" - ") && !line.contains("–")
            ? line.replacing("-", with: " – ") : line
    }

    private static func check(
        _ sending: Settings.Sending, _ label: Text, _ written: String, _ visit: Visit
    ) throws {
        var settings = Settings.standard
        settings.sending = sending
        do { _ = try settings.calendar() } catch {
            throw SatchelError(
                .sendingFieldBroken, ["column": visit.say(label), "text": written], cause: error)
        }
    }
}
