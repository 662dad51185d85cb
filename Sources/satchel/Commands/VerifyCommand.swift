import ArgumentParser
import Foundation
import SatchelCore

/// `satchel verify`: is an archive or folder whole, and is it current.
struct VerifyCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: Text(
                "Kiểm tra tệp zip hoặc thư mục cặp: còn nguyên vẹn không, còn mới không.",
                "Check a kit's zip or folder: is it whole, is it current."
            ).chosen,
            discussion: Text(
                "Thoát 0 khi nguyên vẹn và mới nhất, 3 khi đã cũ, 4 khi thiếu hoặc hỏng.",
                "Exits 0 when whole and latest, 3 when outdated, 4 when something is missing or altered."
            ).chosen)
    }

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp(Text("Tệp zip hoặc thư mục.", "A zip file or folder.").chosen)) var path:
        String
    @Option(
        name: .long,
        help: ArgumentHelp(Text("So với sổ trong ngày này.", "Against the register on this day.").chosen))
    var on: Day?

    func run() throws {
        let check: ArchiveCheck
        do {
            check = try ArchiveCheck(path)
        } catch let error as SatchelError where error.code == .archiveRefused {
            FileHandle.standardError.write(
                Data((error.message(in: global.lang, namesCommands: true) + "\n").utf8))
            throw ExitStatus.damaged
        }
        let manifest = check.manifest
        tell(check)
        guard check.isWhole else { throw ExitStatus.damaged }
        print("  " + Style.good(Text("Nguyên vẹn.", "Whole.").chosen))
        for note in manifest.entries.filter({ $0.removedOn != nil }).compactMap(\.note) {
            print("  " + chosen(note))
        }
        guard FileManager.default.fileExists(atPath: "\(global.folder)/settings.yaml") else {
            print(
                "  "
                    + Text(
                        "(không có sổ để so xem còn mới không)",
                        "(no register here to tell whether it is current)"
                    ).chosen)
            return
        }
        try compare(manifest, with: try global.office().register)
    }

    /// Names come from outside: they must not steer the terminal.
    private func chosen(_ name: KitManifest.Name) -> String {
        (global.lang == .vi ? name.vi : name.en).printable
    }

    /// What it is, whose it is, and everything that is wrong with it.
    private func tell(_ check: ArchiveCheck) {
        let edition = Text(", đợt {n}", ", edition {n}").chosen(["n": "\(check.manifest.edition)"])
        print(Style.bold(chosen(check.manifest.name)) + edition)
        if let personal = check.personal { tell(personal, isForeign: check.isPersonalForeign) }
        for (list, line) in check.malformed {
            let words = Text("Dòng {line} của {list} sai dạng.", "Line {line} of {list} is malformed.")
            print("  " + words.chosen(["line": "\(line)", "list": list]))
        }
        tell(check.missing, Text("Thiếu: {f}", "Missing: {f}"))
        tell(check.altered, Text("Đã bị sửa: {f}", "Altered: {f}"))
        tell(check.extra, Text("Không thuộc cặp: {f}", "Not part of it: {f}"))
    }

    private func tell(_ personal: PersonalManifest, isForeign: Bool) {
        let whose = Text("Bản số {n} của {name} ({code}).", "Copy {n}, of {name} ({code}).")
        print(
            "  "
                + whose.chosen([
                    "n": "\(personal.copy)", "name": personal.branchName.printable,
                    "code": personal.branch.printable,
                ]))
        guard isForeign else { return }
        let words = Text(
            "Phần riêng thuộc cặp “{kit}”, đợt {n}, không phải cặp này.",
            "The personal part is that of the kit “{kit}”, edition {n}, not of this one.")
        let filled = words.chosen(["kit": personal.kit.printable, "n": "\(personal.edition)"])
        print("  " + Style.bad("! ") + filled)
    }

    private func tell(_ files: [String], _ text: Text) {
        for file in files { print("  " + text.chosen(["f": file.printable])) }
    }

    private func compare(_ manifest: KitManifest, with register: Register) throws {
        let currency = try register.currency(of: manifest, on: on ?? register.clock.today)
        print(
            "  "
                + Text("So với sổ: {verdict}", "Against the register: {verdict}").chosen(
                    ["verdict": currency.edition.text.chosen]))
        let own = try register.editions(of: manifest.kit).first { $0.number == manifest.edition }
        if let instead = own?.instead {
            print(
                "  " + Style.warning("! ")
                    + Text("Ngừng dùng: {instead}", "Withdrawn: {instead}").chosen(["instead": instead]))
        }
        let names = Dictionary(uniqueKeysWithValues: try register.documents().map { ($0.id, $0.citation) })
        for old in currency.contents.outdated {
            let next = old.replacedBy.compactMap { names[$0] }.joined(separator: ", ")
            print(
                "  " + Style.warning("! ")
                    + Text(
                        "{old}: hết hiệu lực từ {day} → {next}", "{old}: out of force since {day} → {next}"
                    ).chosen([
                        "old": names[old.document] ?? "", "day": old.since.office, "next": next,
                    ]))
        }
        let removed = try register.removed(among: manifest.entries.compactMap(\.sha256))
        if !removed.isEmpty {
            print(
                "  " + Style.bad("! ")
                    + Text(
                        "Cặp này còn {n} tài liệu đã được gỡ khẩn cấp: xóa bản này, tải lại đợt {edition}.",
                        "This kit still holds {n} removed items: delete it and download edition {edition} again."
                    ).chosen(["n": "\(removed.count)", "edition": "\(manifest.edition)"]))
            throw ExitStatus.outdated
        }
        if currency.edition != .latest || !currency.contents.outdated.isEmpty { throw ExitStatus.outdated }
    }
}

/// `satchel unpack`: any archive, by the reader's rules, whole or not at all.
struct UnpackCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "unpack",
            abstract: Text(
                "Giải nén an toàn vào thư mục mới: trọn vẹn hoặc không gì cả.",
                "Unpack safely into a new folder, whole or not at all."
            ).chosen)
    }

    @OptionGroup var global: GlobalOptions
    @Argument var path: String
    @Option(name: .long, help: ArgumentHelp(Text("Thư mục mới.", "The new folder.").chosen)) var into: String

    func run() throws {
        let count = try Archive.unpack(path, into: into)
        print(
            Text("Đã giải nén {n} tệp vào {folder}.", "Unpacked {n} files into {folder}.").chosen(
                ["n": "\(count)", "folder": into]))
    }
}
