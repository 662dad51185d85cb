import Foundation
import Zip

extension PersonalKits {
    /// Room for what a kit is larger than the first one, in bytes.
    private static let slack: UInt64 = 16 << 10

    /// Writes the kits of recipients into a folder, made if need be, as `ITK-05 Chi bộ thôn Mơ Năng.zip`; each whole or
    /// not there, all durable on return. Files of these names are replaced. What all have alike is on the disk once
    /// where the file system can share blocks.
    /// - Parameter progress: hears how many of how many are written.
    /// - Returns: the names of the files, in the order of the recipients.
    /// - Throws: `spaceMissing` before anything is written, `pathTwice`, and what writing files throws.
    @discardableResult
    package func write(
        for recipients: [KitRecipient], into folder: String, progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> [String] {
        let names = try PersonalKits.fileNames(of: recipients)
        guard let first = recipients.first else { return [] }
        try PersonalKits.make(folder)
        let model = try archive(for: first)
        let tail = model.length - base.plan.directoryStart + PersonalKits.slack
        let count = UInt64(recipients.count)
        let isEnough = try PersonalKits.free(in: folder) >= count * (base.plan.directoryStart + tail)
        try base.reading(for: folder) {
            if !isEnough, try !ArchiveSeries.canShare(in: folder) {
                throw try missing(count * (base.plan.directoryStart + tail), in: folder)
            }
            if !isEnough, try PersonalKits.free(in: folder) < base.plan.directoryStart + count * tail {
                throw try missing(base.plan.directoryStart + count * tail, in: folder)
            }
            let series = try ArchiveSeries(of: base.plan, in: folder)
            for (number, recipient) in recipients.enumerated() {
                try series.write(try archive(for: recipient).plan, to: "\(folder)/\(names[number])")
                progress(number + 1, recipients.count)
            }
            try series.finish()
        }
        return names
    }

    static func fileNames(of recipients: [KitRecipient]) throws -> [String] {
        var seen: [String: String] = [:]
        return try recipients.map { recipient in
            let name = KitPath.fileName("\(recipient.code) \(recipient.name)", ending: "zip")
            if let other = seen.updateValue(recipient.code, forKey: ZipName.folded(name)) {
                throw SatchelError(.pathTwice, ["path": name, "other": other])
            }
            return name
        }
    }

    private static func make(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw SatchelError(.notPermitted, ["path": folder], cause: error)
        }
    }

    /// The bytes that may still be written in a folder.
    private static func free(in folder: String) throws -> UInt64 {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { throw PrivateFile.failure(folder) }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    private func missing(_ bytes: UInt64, in folder: String) throws -> SatchelError {
        let free = try PersonalKits.free(in: folder)
        return SatchelError(
            .spaceMissing,
            ["path": folder, "needed": PageWords.size(bytes, .vi), "free": PageWords.size(free, .vi)])
    }
}
