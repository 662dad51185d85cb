import Crypto
import CryptoExtras
import Foundation

/// What hashing a password costs (scrypt, RFC 7914): time and 128 · r · N bytes of memory.
package struct PasswordCost: Sendable, Hashable {
    /// The binary logarithm of N.
    package let logRounds: Int
    /// r.
    package let blockSize: Int
    /// p.
    package let parallelism: Int

    package init(logRounds: Int, blockSize: Int = 8, parallelism: Int = 1) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// N = 2¹⁵, r = 8, p = 1: 32 MiB.
    package static let standard = PasswordCost(logRounds: 15)
}

/// A hashed password as it is kept: `scrypt$log2 N$r$p$salt$hash`, salt and hash base64url.
struct PasswordHash: Sendable {
    private let cost: PasswordCost
    private let salt: Data
    private let hash: Data

    /// Two at a time: each takes 32 MiB.
    private static let turns = DispatchSemaphore(value: 2)

    /// Hashes a new password with a salt of its own.
    /// - Throws: `storeFailed` when there is no memory for it.
    init(_ password: String, cost: PasswordCost) throws {
        self.cost = cost
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        hash = try PasswordHash.derive(password, salt, cost)
    }

    /// Reads what `text` wrote; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "$").map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let logRounds = Int(parts[1]), let size = Int(parts[2]),
            let parallelism = Int(parts[3]), let salt = PasswordHash.bytes(parts[4]),
            let hash = PasswordHash.bytes(parts[5]), (1...20).contains(logRounds), hash.count == 32
        else { return nil }
        cost = PasswordCost(logRounds: logRounds, blockSize: size, parallelism: parallelism)
        self.salt = salt
        self.hash = hash
    }

    var text: String {
        let numbers = [cost.logRounds, cost.blockSize, cost.parallelism].map(String.init)
        return (["scrypt"] + numbers + [salt, hash].map(AccessSecret.base64url)).joined(separator: "$")
    }

    /// Whether a password is the one that was hashed.
    func matches(_ password: String) throws -> Bool {
        let other = try PasswordHash.derive(password, salt, cost)
        return zip(hash, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Whether a password is the one of a hash; where there is none, never, after the same work.
    static func verify(_ password: String, against hash: PasswordHash?, cost: PasswordCost) throws -> Bool {
        if let hash { return try hash.matches(password) }
        _ = try derive(password, Data(count: 16), cost)
        return false
    }

    /// Letters count as typed on any keyboard: NFC, as RFC 8265 asks of passwords.
    private static func derive(_ password: String, _ salt: Data, _ cost: PasswordCost) throws -> Data {
        turns.wait()
        defer { turns.signal() }
        do {
            return try KDF.Scrypt.deriveKey(
                from: Data(password.precomposedStringWithCanonicalMapping.utf8), salt: salt,
                outputByteCount: 32, rounds: 1 << cost.logRounds, blockSize: cost.blockSize,
                parallelism: cost.parallelism
            ).withUnsafeBytes { Data($0) }
        } catch {
            throw SatchelError(.storeFailed, ["path": "scrypt", "why": "\(error)"], cause: error)
        }
    }

    private static func bytes(_ text: String) -> Data? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}

/// What a new password must be.
enum PasswordRules {
    /// Characters, as people count them.
    static let least = 10

    /// - Throws: `passwordTooShort`, `passwordIsName`.
    static func check(_ password: String, for name: String) throws {
        guard password.precomposedStringWithCanonicalMapping.count >= least else {
            throw SatchelError(.passwordTooShort, ["least": "\(least)"])
        }
        guard VietnameseText.folded(password) != VietnameseText.folded(name) else {
            throw SatchelError(.passwordIsName)
        }
    }
}
