/// How often a kit's branches are reminded, and when the committee above is told; `reminders:` in `kit.yaml`.
package struct ReminderPolicy: Sendable, Hashable {
    /// Days from one word to the next.
    package var everyDays: Int
    /// How many days before the due day the reminder is urgent.
    package var urgentDaysBefore: Int
    /// How many days after the due day the committee above is told.
    package var escalateAfterDays: Int
    /// After so many reminders of one edition a branch gets no more.
    package var most: Int

    package init(everyDays: Int = 3, urgentDaysBefore: Int = 2, escalateAfterDays: Int = 3, most: Int = 10) {
        self.everyDays = everyDays
        self.urgentDaysBefore = urgentDaysBefore
        self.escalateAfterDays = escalateAfterDays
        self.most = most
    }

    package static let standard = ReminderPolicy()

    /// Each number by its name in `kit.yaml`, and what it may be.
    static var numbers: [(name: String, path: WritableKeyPath<ReminderPolicy, Int>, range: ClosedRange<Int>)]
    {
        [
            ("everyDays", \.everyDays, 1...90), ("urgentDaysBefore", \.urgentDaysBefore, 0...60),
            ("escalateAfterDays", \.escalateAfterDays, 0...90), ("most", \.most, 0...60),
        ]
    }
}
