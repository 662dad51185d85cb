import Testing

@testable import SatchelCore

/// Messages are read in the browser as well as by whoever gives commands.
@Suite("Wording for both doors")
struct WordingTests {
    /// What only commands come upon.
    private static let ofCommands: Set<SatchelError.Code> = [
        .addressInUse, .backupBaseMissing, .backupBaseWrong, .certificateHalf, .listenNeedsTLS, .notABackup,
        .officeExists, .officeMissing, .registerForeign, .restoreForeign,
    ]

    @Test("Only whoever gives commands is told of commands and their options", arguments: Language.allCases)
    func commands(language: Language) {
        for code in SatchelError.Code.allCases where !Self.ofCommands.contains(code) {
            let told = SatchelError(code, ["found": "found"]).message(in: language)
            #expect(!told.contains(/satchel [a-z]|--[a-z]/), "\(code): \(told)")
            #expect(!told.contains("commands") && !told.contains("  "), "\(code): \(told)")
        }
        let commanded = SatchelError(.notSubmitted, ["kit": "cap-thon", "edition": "4"])
            .message(in: language, namesCommands: true)
        #expect(commanded.hasSuffix(": satchel edition submit cap-thon."))
    }
}
