/// Who is told what on a day about one kit's newest edition: by its policy and the office's working days, from when a
/// branch was supplied, when it is due and what it was told so far.
package struct ReminderPlan: Sendable {
    /// One thing to tell.
    package enum Word: Sendable, Hashable {
        case reminder, urgentReminder
        /// To the secretary of the committee above.
        case escalation
        /// That a change takes effect on a day.
        case effective(Day)
    }

    /// What a branch was told of the edition so far, the days on which it was told.
    package struct History: Sendable, Hashable {
        /// The last day on which it was told anything.
        package var last: Day?
        package var reminders = 0
        package var isUrgentlyReminded = false
        /// Whether the committee above was told.
        package var isEscalated = false
        /// The days of effect it was told of.
        package var effective: Set<Day> = []

        package init() {}

        /// Adds what was told on a day; nil for anything else than the words there are.
        package mutating func add(_ word: Word?, on day: Day) {
            switch word {
            case .escalation:
                // Told to another.
                isEscalated = true
                return
            case .urgentReminder:
                reminders += 1
                isUrgentlyReminded = true
            case .reminder: reminders += 1
            case .effective(let effect): effective.insert(effect)
            case nil: break
            }
            last = max(last ?? day, day)
        }
    }

    /// How one branch stands to the edition.
    package struct Case: Sendable {
        package let suppliedOn: Day
        /// The day from which it needs the edition: that of the supply, or a later one, as when a newer edition is
        /// withdrawn or another person becomes the holder.
        package let since: Day
        /// Counted from `since`: as many days as the supply gave.
        package let dueOn: Day?
        /// Whether some copy of it is behind the edition.
        package let isBehind: Bool
        /// What it was told from `since` on.
        package let history: History

        package init(suppliedOn: Day, dueOn: Day?, isBehind: Bool, since: Day? = nil, history: History) {
            self.suppliedOn = suppliedOn
            self.since = max(since ?? suppliedOn, suppliedOn)
            self.isBehind = isBehind
            self.history = history
            let late = self.since.ordinal - suppliedOn.ordinal
            self.dueOn = dueOn?.advanced(by: late)
        }
    }

    package let policy: ReminderPolicy
    package let calendar: WorkingCalendar
    /// The days on which changes of the edition take effect, after its issue.
    package let coming: [Day]

    package init(policy: ReminderPolicy, calendar: WorkingCalendar, coming: [Day] = []) {
        self.policy = policy
        self.calendar = calendar
        self.coming = coming.sorted()
    }

    /// A word of a day of effect that was missed is of no use after so many days.
    private static let patience = 14

    /// What is to be told on a day: to the branch one thing at most, and nothing on a day it was told something
    /// already; nothing on a day that is no working day: what falls on one waits for the next.
    package func words(for branch: Case, on today: Day) -> [Word] {
        guard calendar.isWorking(today), branch.suppliedOn <= today else { return [] }
        var words = [escalation(branch, today)].compactMap { $0 }
        let last = max(branch.since, branch.history.last ?? branch.since)
        if last < today, let word = word(for: branch, last: last, today) { words.append(word) }
        return words
    }

    private func word(for branch: Case, last: Day, _ today: Day) -> Word? {
        if isUrgent(branch, today) { return .urgentReminder }
        if let day = effective(branch, today) { return .effective(day) }
        let mayRemind = branch.isBehind && branch.history.reminders < policy.most
        return mayRemind && today.ordinal - last.ordinal >= policy.everyDays ? .reminder : nil
    }

    /// Once, from so many days before the due day until that day, or the working day after it.
    private func isUrgent(_ branch: Case, _ today: Day) -> Bool {
        guard branch.isBehind, let due = branch.dueOn, !branch.history.isUrgentlyReminded,
            branch.history.reminders < policy.most
        else { return false }
        return today >= due.advanced(by: -policy.urgentDaysBefore) && today <= calendar.workingDay(from: due)
    }

    /// A change that took effect after the branch was supplied, and of which it was told nothing on its day.
    private func effective(_ branch: Case, _ today: Day) -> Day? {
        coming.first { day in
            day <= today && today.ordinal - day.ordinal <= ReminderPlan.patience && branch.suppliedOn < day
                && !branch.history.effective.contains(day)
        }
    }

    /// Once, when the branch is so many days late.
    private func escalation(_ branch: Case, _ today: Day) -> Word? {
        guard branch.isBehind, let due = branch.dueOn, !branch.history.isEscalated,
            today >= due.advanced(by: policy.escalateAfterDays), today > due
        else { return nil }
        return .escalation
    }
}
