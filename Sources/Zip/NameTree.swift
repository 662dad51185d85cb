/// The names of an archive seen so far, to find those that would meet in one place.
///
/// Kept by component, not by whole name, so that deep names from outside cost no more than their length.
struct NameTree {
    /// A component by its folded bytes.
    private struct Place: Hashable {
        let parent: Int
        let component: [UInt8]

        /// All bytes at once, where an array would hash them one by one.
        func hash(into hasher: inout Hasher) {
            hasher.combine(parent)
            component.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }

    private struct Node {
        let number: Int
        let spelling: Substring
        let isFolder: Bool
        var isEntry: Bool
    }

    private var nodes: [Place: Node] = [:]
    /// The folder of the name inserted last: most names lie beside their neighbour.
    private var last: (folder: Substring.UTF8View, number: Int) = ("".utf8[...], 0)

    /// No names yet, with room for so many.
    init(capacity: Int = 0) { nodes.reserveCapacity(capacity) }

    /// Adds `name` (without the slash that ends a folder's name); throws `namesEqual` when it is taken,
    /// when a file would have to be a folder too, or when a folder is spelt in two ways.
    mutating func insert(_ name: String, isFolder: Bool) throws {
        let slash = name.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = name.utf8[..<(slash ?? name.utf8.startIndex)]
        if !folder.elementsEqual(last.folder) {
            var parent = 0
            for component in slash == nil
                ? [] : folder.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            {
                parent = try step(
                    from: parent, to: Substring(component), isFolder: true, isEntry: false, of: name)
            }
            last = (folder, parent)
        }
        let component = slash.map { name[name.utf8.index(after: $0)...] } ?? name[...]
        _ = try step(from: last.number, to: component, isFolder: isFolder, isEntry: true, of: name)
    }

    private mutating func step(
        from parent: Int, to component: Substring, isFolder: Bool, isEntry: Bool, of name: String
    ) throws -> Int {
        let place = Place(parent: parent, component: ZipName.foldedBytes(String(component)))
        guard var node = nodes[place] else {
            let node = Node(
                number: nodes.count + 1, spelling: component, isFolder: isFolder, isEntry: isEntry)
            nodes[place] = node
            return node.number
        }
        let isSameSpelling = node.spelling.utf8.elementsEqual(component.utf8)
        guard node.isFolder, isFolder, isSameSpelling, !(node.isEntry && isEntry) else {
            throw ZipError(.namesEqual, entry: name, "meets “\(node.spelling)”")
        }
        if isEntry {
            node.isEntry = true
            nodes[place] = node
        }
        return node.number
    }
}
