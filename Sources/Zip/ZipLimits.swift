/// How much an archive may hold, judged from its headers before anything is inflated.
package struct ZipLimits: Sendable, Equatable {
    /// The largest single file, in bytes.
    package var fileBytes: UInt64
    /// The most all files may hold together, in bytes.
    package var totalBytes: UInt64
    /// How many times larger than its compressed form a file, or the whole, may be.
    package var ratio: UInt64
    /// Sizes up to this many bytes are harmless whatever their ratio.
    package var ratioFloor: UInt64
    /// The most entries, folders included.
    package var entries: Int

    /// 256 MiB a file, 512 MiB in all, ratio 200 above 64 KiB, 10,000 entries.
    package static let standard = ZipLimits()

    /// None: for archives of our own, whose every part is checked against a list.
    package static let none = ZipLimits(
        fileBytes: .max, totalBytes: .max, ratio: .max, ratioFloor: .max, entries: .max)

    /// The standard limits, but for those given.
    package init(
        fileBytes: UInt64 = 256 << 20, totalBytes: UInt64 = 512 << 20, ratio: UInt64 = 200,
        ratioFloor: UInt64 = 64 << 10, entries: Int = 10_000
    ) {
        self.fileBytes = fileBytes
        self.totalBytes = totalBytes
        self.ratio = ratio
        self.ratioFloor = ratioFloor
        self.entries = entries
    }
}

/// Adds up entries and throws as soon as one of them breaks a limit.
struct ZipTally {
    private let limits: ZipLimits
    private var entries = 0
    private var size: UInt64 = 0
    private var compressedSize: UInt64 = 0

    /// An empty tally against `limits`.
    init(_ limits: ZipLimits) {
        self.limits = limits
    }

    /// Throws `tooManyEntries` if an archive of `count` entries breaks the limit.
    static func check(count: UInt64, _ limits: ZipLimits) throws {
        guard count <= UInt64(max(limits.entries, 0)) else {
            throw ZipError(.tooManyEntries, "\(count) entries, at most \(limits.entries)")
        }
    }

    /// Counts one entry; throws `fileTooLarge`, `archiveTooLarge`, `ratio` or `tooManyEntries`.
    mutating func add(_ name: String, size: UInt64, compressedSize: UInt64) throws {
        entries += 1
        try Self.check(count: UInt64(entries), limits)
        guard size <= limits.fileBytes else {
            throw ZipError(.fileTooLarge, entry: name, "\(size) bytes, at most \(limits.fileBytes)")
        }
        // Deflate adds next to nothing to bytes that it cannot compress.
        let most = limits.fileBytes.addingReportingOverflow(limits.fileBytes / 64 + 1024)
        guard most.overflow || compressedSize <= most.partialValue else {
            throw ZipError(.fileTooLarge, entry: name, "\(compressedSize) bytes compressed")
        }
        let sum = self.size.addingReportingOverflow(size)
        guard !sum.overflow, sum.partialValue <= limits.totalBytes else {
            throw ZipError(.archiveTooLarge, entry: name, "more than \(limits.totalBytes) bytes in all")
        }
        self.size = sum.partialValue
        self.compressedSize = self.compressedSize.addingReportingOverflow(compressedSize).partialValue
        guard !isBomb(size, compressedSize), !isBomb(self.size, self.compressedSize) else {
            throw ZipError(
                .ratio, entry: name, "\(size) bytes from \(compressedSize), at most \(limits.ratio)×")
        }
    }

    private func isBomb(_ size: UInt64, _ compressedSize: UInt64) -> Bool {
        guard size > limits.ratioFloor else { return false }
        let most = compressedSize.multipliedReportingOverflow(by: limits.ratio)
        return !most.overflow && size > most.partialValue
    }
}
