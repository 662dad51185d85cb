import CKits

/// What ships in `kits/`, embedded in the program.
package enum Shipped {
    /// The paths of all files, below `kits/`.
    package static var paths: [String] { places.keys.sorted() }

    /// The bytes of a file.
    /// - Throws: `fileMissing`.
    package static func bytes(_ path: String) throws -> [UInt8] {
        guard let place = places[path], let file = satchel_file_at(place)?.pointee else {
            throw SatchelError(.fileMissing, ["path": "kits/\(path)"])
        }
        return Array(UnsafeBufferPointer(start: file.bytes, count: Int(file.size)))
    }

    /// A file as text.
    package static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    private static let places: [String: UInt] = {
        let all = (0..<satchel_file_count()).compactMap { place in
            satchel_file_at(place).map { (String(cString: $0.pointee.path), place) }
        }
        return Dictionary(uniqueKeysWithValues: all)
    }()
}
