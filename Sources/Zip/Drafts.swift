import Foundation
import Synchronization

/// Files and folders that this process is writing and that have not taken their final place yet, so that they can be
/// removed when it is told to stop.
package enum Drafts {
    private static let open = Mutex<Set<String>>([])

    /// Makes the draft at `path` with a system call and remembers it; gives what the call returned, `errno` as it
    /// left it.
    package static func begin(_ path: String, _ create: () -> Int32) -> Int32 {
        let (result, failure) = open.withLock { paths in
            let result = create()
            let failure = errno
            if result >= 0 { paths.insert(path) }
            return (result, failure)
        }
        errno = failure
        return result
    }

    /// Remembers a path that something else will write to.
    package static func expect(_ path: String) {
        open.withLock { _ = $0.insert(path) }
    }

    /// Forgets a draft that took its place or was removed.
    package static func end(_ path: String) {
        open.withLock { _ = $0.remove(path) }
    }

    /// Removes a draft folder that is not wanted and forgets it; never at the same time as `abandon`, since of two
    /// removals of one folder both stop half-way.
    package static func remove(_ path: String) {
        open.withLock { paths in
            try? FileManager.default.removeItem(atPath: path)
            paths.remove(path)
        }
    }

    /// Runs a step that nothing may stop in the middle: an `abandon` waits for its end. No draft can be begun or
    /// ended in it.
    package static func unbroken<Value>(_ step: () throws -> Value) rethrows -> Value {
        try open.withLock { _ in try step() }
    }

    /// Removes every draft and then does `last`; while that runs no new draft can be made.
    package static func abandon(_ last: () -> Void) {
        open.withLock { paths in
            for path in paths { try? FileManager.default.removeItem(atPath: path) }
            paths = []
            last()
        }
    }
}
