import ArgumentParser
import SatchelCore

/// `satchel log`: every change, who and when.
struct LogCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "log",
            abstract: Text("Nhật ký: ai đã làm gì, lúc nào.", "The log: who did what, and when.").chosen)
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var listing: ListingOptions
    @Option(name: .long, help: ArgumentHelp(Text("Sau dòng số.", "After this line.").chosen)) var after:
        Int64 = 0
    @Option(
        name: .long, help: ArgumentHelp(Text("Nhiều nhất bao nhiêu dòng.", "At most so many lines.").chosen))
    var limit = 1000

    func run() throws {
        let register = try global.office().register
        var list = Listing([
            .init("id", "Số", "No."), .init("at", "Lúc", "When"), .init("user", "Ai", "Who"),
            .init("onBehalfOf", "Thay mặt", "For"), .init("verb", "Việc", "What"),
            .init("subject", "Về", "Of"),
            .init("detail", "Chi tiết", "Detail"),
        ])
        for event in try register.events(after: after, limit: limit) {
            list.rows.append([
                .number(Int(event.id)), .text(register.clock.stamp(event.instant)), .text(event.user),
                .optional(event.onBehalfOf), .text(event.verb), .text(event.subject), .optional(event.detail),
            ])
        }
        list.print(listing.format)
    }
}
