import TestSupport
import Testing

@testable import SatchelCore

@Suite("Reminder policy")
struct ReminderPlanTests {
    /// Goes through days as the office does: what is due is told, and is history the next day.
    private struct Course {
        let plan: ReminderPlan
        let suppliedOn: Day
        let dueOn: Day?
        var history = ReminderPlan.History()
        var told: [(day: Day, word: ReminderPlan.Word)] = []

        mutating func pass(_ day: Day, isBehind: Bool = true) {
            let branch = ReminderPlan.Case(
                suppliedOn: suppliedOn, dueOn: dueOn, isBehind: isBehind, history: history)
            for word in plan.words(for: branch, on: day) {
                told.append((day, word))
                history.add(word, on: day)
            }
        }

        var lines: [String] {
            told.map { told in
                switch told.word {
                case .reminder: "\(told.day.iso) reminder"
                case .urgentReminder: "\(told.day.iso) urgent"
                case .escalation: "\(told.day.iso) escalation"
                case .effective(let day): "\(told.day.iso) effective \(day.iso)"
                }
            }
        }
    }

    private func course(
        _ policy: ReminderPolicy = .standard, holidays: [WorkingCalendar.Holiday] = [],
        supplied: String = "03/03/2025", due: String? = "14/03/2025", coming: [String] = []
    ) -> Course {
        let calendar = WorkingCalendar(weekdays: [1, 2, 3, 4, 5], holidays: holidays, hours: 450..<1020)
        return Course(
            plan: ReminderPlan(policy: policy, calendar: calendar, coming: coming.map { day($0) }),
            suppliedOn: day(supplied), dueOn: due.map { day($0) })
    }

    private func lines(_ course: Course, until last: String, isBehind: (Day) -> Bool = { _ in true })
        -> [String]
    {
        var course = course
        for ordinal in course.suppliedOn.ordinal...day(last).ordinal {
            guard let today = Day(ordinal: ordinal) else { continue }
            course.pass(today, isBehind: isBehind(today))
        }
        return course.lines
    }

    @Test(
        "Every three days, urgently two days before the due day, then to the committee, on working days alone"
    )
    func standard() {
        #expect(
            lines(course(), until: "31/03/2025") == [
                "2025-03-06 reminder", "2025-03-10 reminder", "2025-03-12 urgent",
                "2025-03-17 escalation", "2025-03-17 reminder", "2025-03-20 reminder",
                "2025-03-24 reminder", "2025-03-27 reminder", "2025-03-31 reminder",
            ])
    }

    @Test("A holiday shifts what falls on it to the next working day")
    func holiday() {
        let holiday = WorkingCalendar.Holiday.days(from: day("12/03/2025"), to: day("13/03/2025"))
        #expect(
            lines(course(holidays: [holiday]), until: "17/03/2025") == [
                "2025-03-06 reminder", "2025-03-10 reminder", "2025-03-14 urgent",
                "2025-03-17 escalation", "2025-03-17 reminder",
            ])
    }

    @Test("What was received ends it; without a due day nothing is urgent and nobody above is told")
    func ends() {
        #expect(
            lines(course(), until: "31/03/2025") { $0 < day("10/03/2025") } == ["2025-03-06 reminder"])
        #expect(
            lines(course(.init(most: 3), due: nil), until: "30/04/2025") == [
                "2025-03-06 reminder", "2025-03-10 reminder", "2025-03-13 reminder",
            ])
    }

    @Test("A change that takes effect later is told of on its day, also to those who are up to date, once")
    func effective() {
        let course = course(coming: ["22/03/2025", "03/03/2025"])
        #expect(
            lines(course, until: "10/04/2025") { _ in false } == ["2025-03-24 effective 2025-03-22"])
    }

    @Test(
        "Whatever the policy: one word a day at most, none on a day off, none once up to date, no more than the most"
    )
    func properties() {
        var random = SplitMix(state: 42)
        for round in 0..<2_000 {
            let policy = ReminderPolicy(
                everyDays: Int.random(in: 1...9, using: &random),
                urgentDaysBefore: Int.random(in: 0...9, using: &random),
                escalateAfterDays: Int.random(in: 0...9, using: &random),
                most: Int.random(in: 0...9, using: &random))
            let start = day("01/01/2025").advanced(by: Int.random(in: 0...400, using: &random))
            let from = start.advanced(by: Int.random(in: 0...20, using: &random))
            let calendar = WorkingCalendar(
                weekdays: Set((1...7).filter { _ in Bool.random(using: &random) } + [3]),
                holidays: [.days(from: from, to: from.advanced(by: Int.random(in: 0...9, using: &random)))],
                hours: 0..<1440)
            let coming = [start.advanced(by: Int.random(in: 1...40, using: &random))]
            let due =
                Bool.random(using: &random)
                ? start.advanced(by: Int.random(in: 0...30, using: &random)) : nil
            let received = start.advanced(by: Int.random(in: 0...60, using: &random))
            var course = Course(
                plan: ReminderPlan(policy: policy, calendar: calendar, coming: coming), suppliedOn: start,
                dueOn: due)
            // Some days the program does not run.
            for offset in 0...60 where Int.random(in: 0..<6, using: &random) > 0 {
                let today = start.advanced(by: offset)
                course.pass(today, isBehind: today < received)
                course.pass(today, isBehind: today < received)
            }
            let own = course.told.filter { $0.word != .escalation }
            #expect(Set(own.map(\.day)).count == own.count, "\(round)")
            #expect(course.told.allSatisfy { calendar.isWorking($0.day) && $0.day >= start }, "\(round)")
            #expect(own.allSatisfy { $0.day > start }, "\(round)")
            let reminders = own.filter { $0.word == .reminder || $0.word == .urgentReminder }
            #expect(reminders.count <= policy.most, "\(round)")
            #expect(reminders.allSatisfy { $0.day < received }, "\(round)")
            #expect(own.filter { $0.word == .urgentReminder }.count <= 1, "\(round)")
            let escalations = course.told.filter { $0.word == .escalation }
            #expect(escalations.count <= 1 && escalations.allSatisfy { $0.day < received }, "\(round)")
            #expect(due != nil || escalations.isEmpty, "\(round)")
            let gaps = zip(own, own.dropFirst()).filter { $0.1.word == .reminder }
            #expect(gaps.allSatisfy { $0.1.day.ordinal - $0.0.day.ordinal >= policy.everyDays }, "\(round)")
        }
    }

    @Test(
        "kit.yaml says how often; what it says is kept when it is written, and what it cannot mean is named")
    func yaml() throws {
        let yaml = Board.kit(documents: ["12-HD/BTCTW"])
        let plain = try KitDefinition(yaml: yaml, file: "kit.yaml")
        #expect(plain.reminders == .standard)
        #expect(try !plain.yaml().contains("reminders"))
        let set = yaml + "reminders: {everyDays: 7, most: 4}\n"
        let definition = try KitDefinition(yaml: set, file: "kit.yaml")
        #expect(definition.reminders == ReminderPolicy(everyDays: 7, most: 4))
        #expect(
            try KitDefinition(yaml: definition.yaml(), file: "kit.yaml").reminders == definition.reminders)
        for wrong in ["{everyDays: 0}", "{most: nhiều}", "{every: 3}", "7"] {
            let error = expectError(.faultsInFile) {
                try KitDefinition(yaml: yaml + "reminders: \(wrong)\n", file: "kit.yaml")
            }
            #expect(error?.faults.count == 1, "\(wrong)")
        }
    }
}
