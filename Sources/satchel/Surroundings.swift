import Foundation
import SatchelCore

/// What the shell says: language, user, data folder, whether a person looks on.
enum Surroundings {
    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// The language that `--lang` names on the command line; nil without it.
    static var namedLanguage: Language? {
        let arguments = CommandLine.arguments
        for (place, argument) in arguments.enumerated() {
            if argument == "--lang", place + 1 < arguments.count {
                return Language(rawValue: arguments[place + 1]) ?? .vi
            }
            if argument.hasPrefix("--lang=") {
                return Language(rawValue: String(argument.dropFirst(7))) ?? .vi
            }
        }
        return nil
    }

    static var language: Language {
        if let named = namedLanguage { return named }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first {
            !$0.isEmpty
        }
        return locale?.hasPrefix("en") == true ? .en : .vi
    }

    static var user: String { environment["SATCHEL_USER"] ?? NSUserName() }

    static var dataFolder: String {
        environment["SATCHEL_DATA"] ?? "\(environment["HOME"] ?? NSHomeDirectory())/.satchel"
    }

    static var hasColour: Bool { isatty(1) == 1 && environment["NO_COLOR"] == nil }
    static var isWatched: Bool { isatty(2) == 1 }
}
