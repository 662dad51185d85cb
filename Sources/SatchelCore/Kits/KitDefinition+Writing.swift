import Yams

extension KitDefinition {
    /// The definition as `kit.yaml`, which reads back the same, entries by their kinds.
    /// - Parameter old: a text whose remarks at its head are kept.
    package func yaml(under old: String = "") throws -> String {
        let lines = old.split(separator: "\n", omittingEmptySubsequences: false)
        let head = lines.prefix { $0.hasPrefix("#") || $0.allSatisfy(\.isWhitespace) }
        let remarks = head.contains { $0.hasPrefix("#") } ? head.joined(separator: "\n") + "\n" : ""
        return remarks + (try Yams.serialize(node: node, width: -1, allowUnicode: true))
    }

    private var node: Node {
        var pairs: [(Node, Node)] = [
            ("slug", Node(slug)), ("name", KitDefinition.node(name, .block)), ("folder", Node(folder)),
            ("audience", KitDefinition.node(audience)),
        ]
        if copies != Copy.allCases { pairs.append(("copies", KitDefinition.list(copies.map(\.word)))) }
        if fileNames != .unicode { pairs.append(("fileNames", Node(fileNames.rawValue))) }
        if reminders != .standard { pairs.append(("reminders", KitDefinition.node(reminders))) }
        pairs.append(("sections", Node(sections.map(\.node), .implicit, .block)))
        return Node(pairs, .implicit, .block)
    }

    fileprivate static func node(_ name: Text, _ style: Node.Mapping.Style = .flow) -> Node {
        Node([("vi", Node(name.vi)), ("en", Node(name.en))], .implicit, style)
    }

    private static func node(_ list: DistributionList) -> Node {
        var pairs: [(Node, Node)] = [("kinds", KitDefinition.list(list.kinds))]
        if let under = list.under { pairs.append(("under", Node(under))) }
        if !list.also.isEmpty { pairs.append(("also", KitDefinition.list(list.also))) }
        if !list.except.isEmpty { pairs.append(("except", KitDefinition.list(list.except))) }
        return Node(pairs, .implicit, .block)
    }

    /// The numbers that are not as ever.
    private static func node(_ policy: ReminderPolicy) -> Node {
        let pairs = ReminderPolicy.numbers.compactMap { name, path, _ -> (Node, Node)? in
            let number = policy[keyPath: path]
            return number == ReminderPolicy.standard[keyPath: path] ? nil : (Node(name), Node("\(number)"))
        }
        return Node(pairs, .implicit, .block)
    }

    private static func list(_ words: [String]) -> Node { Node(words.map { Node($0) }, .implicit, .flow) }
}

extension KitDefinition.Section {
    fileprivate var node: Node {
        Node(
            [
                ("id", Node(id)), ("name", KitDefinition.node(name)),
                ("slots", Node(slots.map(\.node), .implicit, .block)),
            ], .implicit, .block)
    }
}

extension KitDefinition.Slot {
    fileprivate var node: Node {
        var pairs: [(Node, Node)] = [("id", Node(id)), ("name", KitDefinition.node(name))]
        let documents = entries.compactMap { entry -> Node? in
            guard case .document(let reference, let reason) = entry.content else { return nil }
            guard let reason else { return Node(reference) }
            return Node([("document", Node(reference)), ("keep", Node(reason))], .implicit, .flow)
        }
        if !documents.isEmpty { pairs.append(("documents", Node(documents, .implicit, .block))) }
        for kind in Template.Kind.allCases {
            let slugs = entries.compactMap { entry -> Node? in
                guard case .template(let slug, kind) = entry.content else { return nil }
                return Node(slug)
            }
            if !slugs.isEmpty {
                pairs.append((Node("\(kind.rawValue)s"), Node(slugs, .implicit, .block)))
            }
        }
        return Node(pairs, .implicit, .block)
    }
}
