import TestSupport
import Testing

/// A demo office of a test's own, and the real command on it.
struct DemoFolder {
    private let folder: TemporaryFolder

    var path: String { folder.path }

    init() throws {
        folder = try TemporaryFolder()
        _ = try Command.satchel(["demo", "--data", "\(folder.path)/demo"], data: folder.path)
    }

    /// Runs the command in the folder; its status is expected.
    @discardableResult
    func satchel(_ arguments: [String], as user: String = "thu", status: Int32 = 0) throws -> CommandResult {
        let result = try Command.satchel(
            arguments, data: "\(path)/demo", environment: ["SATCHEL_USER": user], in: path)
        #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
        return result
    }
}
