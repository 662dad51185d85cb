import TestSupport
import Testing

@testable import SatchelCore

@Suite("Working calendar")
struct WorkingCalendarTests {
    private func calendar(_ sending: Settings.Sending) throws -> WorkingCalendar {
        var settings = Settings.standard
        settings.sending = sending
        return try settings.calendar()
    }

    @Test("Weekdays are counted from Monday")
    func weekdays() {
        #expect(day("01/01/1970").weekday == 4)
        #expect(day("03/03/2025").weekday == 1)
        #expect(day("29/02/1920").weekday == 7)
    }

    @Test("Without a word in the settings: Monday to Friday, from 7:30 until before 17:00")
    func standard() throws {
        let calendar = try Settings.standard.calendar()
        let clock = OfficeClock(zone: TestClock.zone)
        func isOpen(_ on: String, _ hour: Int, _ minute: Int) -> Bool {
            calendar.isOpen(at: clock.instant(of: day(on), hour: hour, minute: minute), clock)
        }
        #expect(!isOpen("03/03/2025", 7, 29) && isOpen("03/03/2025", 7, 30))
        #expect(isOpen("03/03/2025", 16, 59) && !isOpen("03/03/2025", 17, 0))
        #expect(!isOpen("08/03/2025", 10, 0) && !isOpen("09/03/2025", 10, 0))
    }

    @Test("The office opens again on its next working day")
    func opening() {
        let calendar = WorkingCalendar.standard
        let clock = OfficeClock(zone: TestClock.zone)
        func opening(_ on: String, _ hour: Int) -> String {
            clock.stamp(calendar.opening(from: clock.instant(of: day(on), hour: hour), clock))
        }
        #expect(opening("07/03/2025", 6) == "07/03/2025 07:30")
        #expect(opening("07/03/2025", 9) == "07/03/2025 09:00")
        #expect(opening("07/03/2025", 17) == "10/03/2025 07:30")
        #expect(opening("08/03/2025", 9) == "10/03/2025 07:30")
        #expect(calendar.hoursText == "7:30–17:00")
    }

    @Test("Holidays shift to the next working day: of each year, of one year, over New Year")
    func holidays() throws {
        let calendar = try calendar(
            .init(holidays: ["30/04", "01/05", "16/02/2026 – 20/02/2026", "31/12 - 01/01", "02/09/2026"]))
        #expect(calendar.workingDay(from: day("30/04/2026")) == day("04/05/2026"))
        #expect(calendar.workingDay(from: day("14/02/2026")) == day("23/02/2026"))
        #expect(calendar.workingDay(from: day("31/12/2026")) == day("04/01/2027"))
        #expect(calendar.isWorking(day("02/09/2027")) && !calendar.isWorking(day("02/09/2026")))
        #expect(calendar.day(2, after: day("29/04/2026")) == day("05/05/2026"))
    }

    @Test("Somebody is called within two working days, at once when it is urgent")
    func callBy() {
        let calendar = WorkingCalendar.standard
        #expect(calendar.callBy(day("06/03/2025"), isUrgent: false) == day("10/03/2025"))
        #expect(calendar.callBy(day("06/03/2025"), isUrgent: true) == day("06/03/2025"))
        #expect(calendar.callBy(day("08/03/2025"), isUrgent: true) == day("10/03/2025"))
    }

    @Test(
        "A word the settings cannot mean is named",
        arguments: [
            (Settings.Sending(days: ["thứ hai"]), "sending.days: thứ hai"),
            (Settings.Sending(days: []), "sending.days"),
            (Settings.Sending(from: "7h30"), "sending.from: 7h30"),
            (Settings.Sending(from: "25:00"), "sending.from: 25:00"),
            (Settings.Sending(from: "17:30"), "sending.to"),
            (Settings.Sending(holidays: ["31/02"]), "sending.holidays: 31/02"),
            (Settings.Sending(holidays: ["16/02/2026 – 20/02/2027"]), "sending.holidays: 16/02/2026"),
            (Settings.Sending(holidays: ["01/05 – 30/04"]), "sending.holidays: 01/05"),
            (Settings.Sending(holidays: ["Tết"]), "sending.holidays: Tết"),
        ])
    func broken(sending: Settings.Sending, why: String) throws {
        do {
            _ = try calendar(sending)
            Issue.record("\(sending) passes")
        } catch let error as SatchelError {
            #expect(error.code == .settingsBroken)
            #expect(error.arguments["why"]?.hasPrefix(why) == true, "\(error.arguments)")
        }
    }

    @Test("The settings keep what they say about sending when they are written and read")
    func written() throws {
        let folder = try TemporaryFolder()
        var settings = Settings.standard
        settings.sending = .init(days: ["mon", "sat"], from: "8:00", to: "24:00", holidays: ["30/04"])
        try settings.write(to: "\(folder.path)/settings.yaml")
        #expect(try Settings.read(from: "\(folder.path)/settings.yaml") == settings)
        #expect(try settings.calendar().weekdays == [1, 6])
        #expect(try settings.calendar().hours == 480..<1440)
    }
}
