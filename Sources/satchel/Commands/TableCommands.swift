import ArgumentParser
import SatchelCore

/// A part of the register that goes in and out as a CSV table.
protocol RegisterTable {
    /// What it holds, for the help texts.
    static var name: Text { get }
    static func take(_ bytes: [UInt8], file: String, into register: Register, by actor: Actor) throws -> Int
    static func write(_ register: Register, _ language: Language) throws -> [UInt8]
}

/// `import`: takes a table in, all or nothing.
struct ImportCommand<Table: RegisterTable>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: Text(
                "Nhập {name} từ bảng CSV, tất cả hoặc không.",
                "Take in {name} from a CSV table, all or nothing."
            ).chosen(["name": Table.name.chosen]))
    }

    @OptionGroup var global: GlobalOptions
    @Argument var path: String

    func run() throws {
        let count = try Table.take(
            try PrivateFile.read(path), file: TableFiles.name(path), into: try global.office().register,
            by: global.actor)
        TableFiles.taken(count, path)
    }
}

/// `export`: writes a table that `import` reads back.
struct ExportCommand<Table: RegisterTable>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract: Text("Xuất {name} ra CSV.", "Write {name} as CSV.").chosen(["name": Table.name.chosen]))
    }

    @OptionGroup var global: GlobalOptions
    @Option(name: .shortAndLong) var output: String?

    func run() throws {
        try TableFiles.write(try Table.write(try global.office().register, global.lang), to: output)
    }
}

enum DocumentTable: RegisterTable {
    static var name: Text { Text("văn bản", "documents") }

    static func take(_ bytes: [UInt8], file: String, into register: Register, by actor: Actor) throws -> Int {
        try register.importDocuments(bytes, file: file, by: actor)
    }

    static func write(_ register: Register, _ language: Language) throws -> [UInt8] {
        try register.exportDocuments(language)
    }
}

enum RelationTable: RegisterTable {
    static var name: Text { Text("quan hệ", "relations") }

    static func take(_ bytes: [UInt8], file: String, into register: Register, by actor: Actor) throws -> Int {
        try register.importRelations(bytes, file: file, by: actor)
    }

    static func write(_ register: Register, _ language: Language) throws -> [UInt8] {
        try register.exportRelations(language)
    }
}

enum BodyTable: RegisterTable {
    static var name: Text { Text("cơ quan ban hành", "issuing bodies") }

    static func take(_ bytes: [UInt8], file: String, into register: Register, by actor: Actor) throws -> Int {
        try register.importBodies(bytes, file: file, by: actor)
    }

    static func write(_ register: Register, _ language: Language) throws -> [UInt8] {
        try register.exportBodies(language)
    }
}
