import ArgumentParser
import Foundation
import SatchelCore

/// `satchel demo`: from nothing to the three jobs, told as a person would tell it.
struct DemoCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "demo",
            abstract: Text(
                "Dựng một văn phòng mẫu và làm cả ba việc.",
                "Build a sample office and do the three jobs."
            ).chosen,
            discussion: SampleOffice.all.map { "\($0.word)  \($0.name.chosen)" }.joined(separator: "\n"))
    }

    @OptionGroup var global: GlobalOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            Text("Văn phòng nào.", "Which office.").chosen, valueName: Text("tên", "name").chosen))
    var office: SampleOffice = .iaPa

    @Flag(
        name: .long,
        help: ArgumentHelp(
            Text("Xong thì mở trang web của văn phòng mẫu.", "Then serve the sample office's pages.").chosen))
    var serve = false

    @OptionGroup var listening: ListeningOptions

    private var folder: String {
        global.data ?? FileManager.default.currentDirectoryPath + "/satchel-demo"
    }

    func run() async throws {
        var progress = Progress(office.chapters.count + 1)
        let demo = try DemoOffice(office, at: folder)
        demo.say(
            Text("{name}, văn phòng mẫu tại {folder}", "{name}, a sample office in {folder}"),
            ["name": office.name.chosen, "folder": folder])
        for chapter in office.chapters {
            try chapter.tell(demo)
            progress.step(chapter.year)
        }
        try demo.tellAudits()
        progress.step(office.audited.last ?? "")
        demo.say(
            Text(
                """
                Tự làm tiếp (mọi dữ liệu ở lại trong thư mục mẫu):
                  export SATCHEL_DATA={folder}
                  satchel audit {kit} --on {day} --all     từng chi bộ, từng bản
                  satchel edition build {kit} -o cap.zip     đóng gói; rồi: satchel verify cap.zip
                """,
                """
                Go on yourself (everything stays in the sample folder):
                  export SATCHEL_DATA={folder}
                  satchel audit {kit} --on {day} --all     every branch, every copy
                  satchel edition build {kit} -o kit.zip     pack it; then: satchel verify kit.zip
                """), ["folder": folder, "kit": office.kits[0], "day": office.audited.last ?? ""])
        if serve { try await listening.serve(try DemoVisitors.letIn(to: folder, office, at: listening)) }
    }
}

extension SampleOffice: ExpressibleByArgument {
    init?(argument: String) {
        guard let office = SampleOffice.all.first(where: { $0.word == argument }) else { return nil }
        self = office
    }

    var defaultValueDescription: String { word }
    static var allValueStrings: [String] { all.map(\.word) }
}
