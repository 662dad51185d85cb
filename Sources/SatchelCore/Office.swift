import Crypto
import Foundation
import Zip

/// The context handed round: one office's data folder with its register, store, keys, settings and clock.
///
/// Clock, environment and random numbers are read through here and nowhere else.
package struct Office: Sendable {
    package let folder: String
    package internal(set) var register: Register
    package let store: BlobStore
    let settingsFile: SettingsFile
    /// As the settings file has them now.
    package var settings: Settings { settingsFile.current }
    /// What hashing a new password costs; tests take less.
    package var passwordCost = PasswordCost.standard
    let openingCodes = OpeningCodes()
    let sights = Sights()
    package var clock: OfficeClock { register.clock }

    /// Makes a new office in a folder (mode 0700) that is absent or empty.
    /// - Throws: `officeExists`, `notPermitted`, `diskFull`.
    package static func create(
        at folder: String, settings: Settings = .standard,
        time: @escaping @Sendable () -> Instant = OfficeClock.system
    ) throws -> Office {
        let present = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard present.isEmpty else { throw SatchelError(.officeExists, ["path": folder]) }
        _ = try settings.zone()
        try PrivateFile.makeFolder(folder)
        guard chmod(folder, 0o700) == 0 else { throw PrivateFile.failure(folder) }
        try PrivateFile.makeFolder("\(folder)/store")
        try PrivateFile.makeFolder("\(folder)/keys")
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { BlobStore.hex($0) }
        try PrivateFile.write(Array(key.utf8), to: "\(folder)/keys/link.key")
        try settings.write(to: "\(folder)/settings.yaml")
        return try open(at: folder, time: time)
    }

    /// Opens the office in a folder.
    /// - Throws: `officeMissing`, `settingsBroken`, `settingsZone`, and what `Register.init` throws.
    package static func open(
        at folder: String, time: @escaping @Sendable () -> Instant = OfficeClock.system
    ) throws -> Office {
        let settingsPath = "\(folder)/settings.yaml"
        guard FileManager.default.fileExists(atPath: settingsPath) else {
            throw SatchelError(.officeMissing, ["path": folder])
        }
        let settings = try Settings.read(from: settingsPath)
        _ = try settings.calendar()
        let clock = OfficeClock(zone: try settings.zone(), read: time)
        return Office(
            folder: folder, register: try Register(path: "\(folder)/register.sqlite", clock: clock),
            store: BlobStore(folder: "\(folder)/store"),
            settingsFile: SettingsFile(settings, path: settingsPath))
    }

    /// 32 hex digits that nothing else has.
    package static func randomID() -> String {
        SymmetricKey(size: .bits128).withUnsafeBytes { BlobStore.hex($0) }
    }

    /// A path for a file that is made on the way to something else and gone afterwards.
    package func draft(_ name: String) throws -> String {
        try PrivateFile.makeFolder("\(folder)/drafts")
        let path = "\(folder)/drafts/\(getpid())-\(name)"
        Drafts.expect(path)
        return path
    }

    /// Removes a draft that is wanted no longer.
    package func discard(draft path: String) {
        unlink(path)
        Drafts.end(path)
    }

    /// Removes what this process was writing and had not finished, then ends it as `last` says.
    package static func abandon(_ last: () -> Void) { Drafts.abandon(last) }
}
