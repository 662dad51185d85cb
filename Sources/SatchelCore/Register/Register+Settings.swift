import GRDB

extension Register {
    /// Records changed settings while `write` puts their file in its place: both or neither.
    func record(
        settings changed: [String: String], by actor: Actor, write: () throws -> Void
    ) throws {
        try change(
            "settings.change", changed.keys.sorted().joined(separator: " "), by: actor, detail: changed
        ) { _, _ in try write() }
    }
}
