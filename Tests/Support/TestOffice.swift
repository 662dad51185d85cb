import Foundation
import SatchelCore

/// A clock that stands where a test puts it.
package final class TestClock: @unchecked Sendable {
    private let lock = NSLock()
    private var instant: Instant

    package init(_ instant: Instant) { self.instant = instant }

    /// A clock at 08:00 of a day (`yyyy-mm-dd` or `dd/mm/yyyy`) in Vietnam.
    package convenience init(_ day: String) {
        let clock = OfficeClock(zone: TestClock.zone)
        self.init(clock.instant(of: Day(day) ?? .first, hour: 8))
    }

    package static let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt

    package var now: Instant {
        lock.withLock { instant }
    }

    /// Moves the clock to 08:00 of a day.
    package func move(to day: String) {
        let clock = OfficeClock(zone: TestClock.zone)
        lock.withLock { instant = clock.instant(of: Day(day) ?? .first, hour: 8) }
    }

    package func move(to instant: Instant) { lock.withLock { self.instant = instant } }

    package var office: OfficeClock { OfficeClock(zone: TestClock.zone) { [self] in now } }
}

/// A folder that is gone when the test is.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "satchel-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

package let tester = Actor(user: "thu")

extension Settings {
    /// The standard settings of an office where one person holds both pens.
    package static let onePerson: Settings = {
        var settings = Settings.standard
        settings.onePersonMayIssue = true
        return settings
    }()
}
