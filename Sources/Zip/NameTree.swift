/// The names of an archive seen so far, to find those that would meet in one place.
///
/// Kept by component, not by whole name, so that deep names from outside cost no more than their length.
struct NameTree {
    private struct Place: Hashable {
        let parent: Int
        let component: String
    }

    private struct Node {
        let number: Int
        let spelling: Substring
        let isFolder: Bool
        var isEntry: Bool
    }

    private var nodes: [Place: Node] = [:]

    /// Adds `name` (without the slash that ends a folder's name); throws `namesEqual` when it is taken,
    /// when a file would have to be a folder too, or when a folder is spelt in two ways.
    mutating func insert(_ name: String, isFolder: Bool) throws {
        var parent = 0
        let components = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (level, component) in components.enumerated() {
            let isLast = level == components.count - 1
            parent = try step(
                from: parent, to: Substring(component), isFolder: !isLast || isFolder, isEntry: isLast,
                of: name)
        }
    }

    private mutating func step(
        from parent: Int, to component: Substring, isFolder: Bool, isEntry: Bool, of name: String
    ) throws -> Int {
        let place = Place(parent: parent, component: ZipName.folded(String(component)))
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
