import ArgumentParser
import SatchelCore

/// What in the register contradicts itself.
extension DocumentCommand {

    struct Contradictions: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "contradictions",
                abstract: Text(
                    "Những điều trong sổ mâu thuẫn nhau.", "What in the register contradicts itself."
                ).chosen)
        }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let register = try global.office().register
            let names = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0.key) })
            var list = Listing([.init("what", "Mâu thuẫn", "Contradiction")])
            for contradiction in try register.inForce().contradictions {
                list.rows.append([.text(contradiction.text(names).chosen)])
            }
            list.print(listing.format)
        }
    }
}
