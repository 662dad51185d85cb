import Foundation

/// A folder in memory where one input at a time is tried.
struct FuzzScratch {
    let folder: String

    /// Makes it, once a process.
    init() {
        let memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
        folder = "\(memory)/satchel-fuzz-\(getpid())"
        guard mkdir(folder, 0o700) == 0 else { fatalError("mkdir \(folder)") }
        atexit { FuzzScratch.remove() }
    }

    /// Removes what was made inside the folder.
    func empty() {
        for name in names { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    }

    /// What lies right inside the folder.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }

    private static func remove() {
        let memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
        try? FileManager.default.removeItem(atPath: "\(memory)/satchel-fuzz-\(getpid())")
    }
}

/// Ends the process, and so the run, when something that must hold does not.
func must(_ isTrue: Bool, _ what: @autoclosure () -> String) {
    if !isTrue { fatalError(what()) }
}
