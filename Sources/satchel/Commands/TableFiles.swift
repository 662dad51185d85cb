import Foundation
import SatchelCore

/// Files named on the command line.
enum TableFiles {
    /// The last part of a path.
    static func name(_ path: String) -> String { (path as NSString).lastPathComponent }

    /// Writes to a file, or to standard output when none is named.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path else {
            FileHandle.standardOutput.write(Data(bytes))
            return
        }
        try PrivateFile.write(bytes, to: path, mode: 0o644)
        told(path)
    }

    /// That a file was written.
    static func told(_ path: String) {
        print(Text("Đã ghi {path}", "Wrote {path}").chosen(["path": path]))
    }

    static func taken(_ count: Int, _ path: String) {
        print(
            Text("Đã nhập {count} dòng từ {file}.", "Took in {count} rows of {file}.").chosen(
                ["count": "\(count)", "file": name(path)]))
    }

    /// What taking a list in would come to.
    static func tell(_ outlook: ImportOutlook, _ path: String) {
        let counts = [
            "file": name(path), "rows": "\(outlook.rows)", "added": "\(outlook.added)",
            "changed": "\(outlook.changed)", "unchanged": "\(outlook.unchanged)",
        ]
        print(
            Text(
                "{file}: {rows} dòng, không có lỗi. Sẽ thêm {added}, thay đổi {changed}, giữ nguyên {unchanged}. Chưa ghi gì.",
                "{file}: {rows} rows, no mistakes. Would add {added}, change {changed}, leave {unchanged}. Nothing is written."
            ).chosen(counts))
        for sample in outlook.samples {
            let line = Text("dòng {line}, {effect}: ", "row {line}, {effect}: ").chosen(
                ["line": "\(sample.line)", "effect": sample.effect.text.chosen])
            print("  \(line)\(sample.words)")
        }
    }
}
