extension KitManifest {
    /// Reads a `kit.json` from outside; `path` is the archive's.
    /// - Throws: `notAKit` with the reason, `manifestNewer`.
    package init(reading bytes: [UInt8], of path: String) throws {
        let reading = ListReading(path: path, file: "kit.json", format: "satchel-kit")
        self = try reading.decode(KitManifest.self, from: bytes)
        guard edition > 0 else { throw reading.broken(field: "edition") }
    }
}
