import ArgumentParser
import SatchelCore

/// A part of the register that goes in and out as a list.
protocol RegisterTable {
    /// What is taken in.
    static var list: ImportList { get }
    /// What is written out.
    static var export: Export { get }
}

/// Trying a list before it is taken in.
struct TrialOptions: ParsableArguments {
    @Flag(
        name: .customLong("try"),
        help: ArgumentHelp(
            Text("Chỉ thử: báo sẽ thêm, đổi gì, không ghi.", "Only try: tell what would change.").chosen))
    var isTrial = false

    /// Takes a list in, or tells what that would come to.
    func take(
        _ list: ImportList, _ path: String, from day: Day? = nil, _ register: Register, by actor: Actor
    ) throws {
        let bytes = try PrivateFile.read(path)
        let file = TableFiles.name(path)
        if isTrial {
            TableFiles.tell(try register.tryImport(list, bytes, file: file, from: day, by: actor), path)
        } else {
            let outlook = try register.take(list, bytes, file: file, from: day, by: actor)
            TableFiles.taken(outlook.rows, path)
        }
    }
}

/// `import`: takes a list in, all or nothing.
struct ImportCommand<Table: RegisterTable>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: Text(
                "Nhập {name} từ bảng Excel (.xlsx) hoặc CSV, tất cả hoặc không.",
                "Take in {name} from .xlsx or CSV, all or nothing."
            ).chosen(["name": Table.list.text.chosen]))
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var trial: TrialOptions
    @Argument var path: String

    func run() throws {
        try trial.take(Table.list, path, try global.office().register, by: global.actor)
    }
}

/// `export`: writes a list that `import` reads back.
struct ExportCommand<Table: RegisterTable>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract: Text("Xuất {name} ra CSV hoặc Excel.", "Write {name} as CSV or .xlsx.").chosen(
                ["name": Table.list.text.chosen]))
    }

    @OptionGroup var global: GlobalOptions
    @Option(name: .shortAndLong) var output: String?
    @Flag(name: .long, help: ArgumentHelp(Text("Ghi bảng Excel (.xlsx).", "Write a workbook.").chosen))
    var xlsx = false

    func run() throws {
        let file = try global.office().export(Table.export, as: xlsx ? .xlsx : .csv, global.lang)
        try TableFiles.write(file.bytes, to: output)
    }
}

enum DocumentTable: RegisterTable {
    static var list: ImportList { .documents }
    static var export: Export { .documents }
}

enum RelationTable: RegisterTable {
    static var list: ImportList { .relations }
    static var export: Export { .relations }
}

enum BodyTable: RegisterTable {
    static var list: ImportList { .bodies }
    static var export: Export { .bodies }
}

enum OrganisationTable: RegisterTable {
    static var list: ImportList { .organisation }
    static var export: Export { .organisation() }
}

enum HolderTable: RegisterTable {
    static var list: ImportList { .holders }
    static var export: Export { .holders() }
}
