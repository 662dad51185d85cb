import Yams

extension KitDefinition {
    /// Reads `kit.yaml`.
    /// - Throws: `faultsInFile` with every mistake, its line and column, and the word that was probably meant.
    package init(yaml: String, file: String) throws {
        var reader = KitYAML()
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch let error as YamlError {
            let place = KitYAML.place(of: error)
            throw SatchelError(
                .faultsInFile, ["file": file, "count": "1"],
                faults: [
                    FileFault(line: place.line, column: place.column, .yamlBroken, ["why": place.why])
                ], cause: error)
        }
        let definition = reader.kit(root)
        try reader.faults.throwIfAny(file: file)
        self = definition
    }
}

/// Walks the nodes of a kit definition and collects every mistake.
private struct KitYAML {
    var faults = FileFaults()

    mutating func kit(_ node: Node?) -> KitDefinition {
        if node == nil { fault(nil, .yamlShape, ["wanted": "slug, name, folder, audience, sections"]) }
        let map = mapping(
            node,
            keys: [
                "slug", "name", "folder", "audience", "copies", "fileNames", "reminders", "sections",
            ],
            required: ["slug", "name", "folder", "audience", "sections"])
        let slug = text(map["slug"])
        if !slug.isEmpty, !slug.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }) {
            fault(map["slug"], .slugBroken, ["slug": slug])
        }
        let sections = list(map["sections"]).map { section($0) }
        refuseTwice(sections.map(\.id), at: list(map["sections"]))
        let slots = list(map["sections"]).flatMap { list($0.mapping?["slots"]) }
        refuseTwice(sections.flatMap(\.slots).map(\.id), at: slots)
        return KitDefinition(
            slug: slug, name: name(map["name"]), folder: text(map["folder"]),
            audience: audience(map["audience"]),
            copies: copies(map["copies"]),
            fileNames: choice(map["fileNames"], among: FileNames.allCases, standard: .unicode),
            reminders: reminders(map["reminders"]), sections: sections)
    }

    typealias FileNames = KitDefinition.FileNames

    private mutating func section(_ node: Node) -> KitDefinition.Section {
        let map = mapping(node, keys: ["id", "name", "slots"], required: ["id", "name", "slots"])
        return KitDefinition.Section(
            id: text(map["id"]), name: name(map["name"]), slots: list(map["slots"]).map { slot($0) })
    }

    private mutating func slot(_ node: Node) -> KitDefinition.Slot {
        let kinds: [(String, Template.Kind)] = [
            ("templates", .template), ("samples", .sample), ("outlines", .outline), ("guides", .guide),
        ]
        let map = mapping(
            node, keys: ["id", "name", "documents"] + kinds.map(\.0), required: ["id", "name"])
        var entries = list(map["documents"]).map { document($0) }
        for (key, kind) in kinds {
            for item in list(map[key]) {
                entries.append(entry(item, .template(slug: text(item), kind: kind)))
            }
        }
        return KitDefinition.Slot(id: text(map["id"]), name: name(map["name"]), entries: entries)
    }

    private mutating func document(_ node: Node) -> KitDefinition.Entry {
        guard node.mapping != nil else {
            return entry(node, .document(reference: text(node), keptBecause: nil))
        }
        let map = mapping(node, keys: ["document", "keep"], required: ["document", "keep"])
        return entry(
            node, .document(reference: text(map["document"]), keptBecause: text(map["keep"])))
    }

    private func entry(_ node: Node, _ content: KitDefinition.Content) -> KitDefinition.Entry {
        KitDefinition.Entry(content: content, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private mutating func audience(_ node: Node?) -> DistributionList {
        let map = mapping(node, keys: ["kinds", "under", "also", "except"], required: ["kinds"])
        let kinds = list(map["kinds"]).map {
            choice($0, among: NodeKind.allCases, standard: .composite).rawValue
        }
        return DistributionList(
            kinds: kinds, under: map["under"].map { text($0) }, also: list(map["also"]).map { text($0) },
            except: list(map["except"]).map { text($0) })
    }

    private mutating func copies(_ node: Node?) -> [Copy] {
        guard let node else { return Copy.allCases }
        if node.sequence?.isEmpty == true {
            fault(node, .yamlShape, ["wanted": Copy.allCases.map(\.word).joined(separator: ", ")])
        }
        return list(node).compactMap { item in
            let word = text(item)
            if let copy = Copy.allCases.first(where: { $0.word == word }) { return copy }
            unknown(item, word, Copy.allCases.map(\.word))
            return nil
        }
    }

    private mutating func reminders(_ node: Node?) -> ReminderPolicy {
        let map = mapping(node, keys: ReminderPolicy.numbers.map(\.name), required: [])
        var policy = ReminderPolicy.standard
        for (name, path, range) in ReminderPolicy.numbers {
            guard let node = map[name] else { continue }
            if let number = node.scalar.flatMap({ Int($0.string.trimmed) }), range.contains(number) {
                policy[keyPath: path] = number
            } else {
                fault(node, .yamlShape, ["wanted": "\(name): \(range.lowerBound)–\(range.upperBound)"])
            }
        }
        return policy
    }

    private mutating func name(_ node: Node?) -> Text {
        guard let node else { return Text("", "") }
        let map = mapping(node, keys: ["vi", "en"], required: ["vi", "en"])
        return Text(text(map["vi"]), text(map["en"]))
    }

    private mutating func choice<Value: RawRepresentable & Sendable>(
        _ node: Node?, among values: [Value], standard: Value
    ) -> Value where Value.RawValue == String {
        guard let node else { return standard }
        let word = text(node)
        if let value = values.first(where: { $0.rawValue == word }) { return value }
        unknown(node, word, values.map(\.rawValue))
        return standard
    }

    private mutating func mapping(_ node: Node?, keys: [String], required: [String]) -> [String: Node] {
        guard let node else { return [:] }
        guard let mapping = node.mapping else {
            fault(node, .yamlShape, ["wanted": keys.joined(separator: ", ")])
            return [:]
        }
        var found: [String: Node] = [:]
        for (key, value) in mapping {
            let word = key.string ?? ""
            if keys.contains(word) { found[word] = value } else { unknown(key, word, keys) }
        }
        for key in required where found[key] == nil { fault(node, .keyMissing, ["key": key]) }
        return found
    }

    private mutating func list(_ node: Node?) -> [Node] {
        guard let node else { return [] }
        if let sequence = node.sequence { return Array(sequence) }
        if node.scalar?.string.isEmpty == true { return [] }
        fault(node, .yamlShape, ["wanted": "- …"])
        return []
    }

    private mutating func text(_ node: Node?) -> String {
        guard let node else { return "" }
        guard let scalar = node.scalar, !scalar.string.trimmed.isEmpty else {
            fault(node, .yamlShape, ["wanted": "…"])
            return ""
        }
        return VietnameseText.normalised(scalar.string).trimmed
    }

    private mutating func unknown(_ node: Node, _ word: String, _ known: [String]) {
        let near = VietnameseText.suggestion(for: word, among: known) ?? ""
        fault(node, .wordUnknown, ["word": word, "near": near, "known": known.joined(separator: ", ")])
    }

    private mutating func refuseTwice(_ ids: [String], at nodes: [Node]) {
        var seen: Set<String> = []
        for (id, node) in zip(ids, nodes) where !seen.insert(id).inserted {
            fault(node.mapping?["id"] ?? node, .idTwice, ["id": id])
        }
    }

    private mutating func fault(_ node: Node?, _ code: SatchelError.Code, _ arguments: [String: String]) {
        faults.add(line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1, code, arguments)
    }

    static func place(of error: YamlError) -> (line: Int, column: Int, why: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, mark.column, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            (context.mark.line, context.mark.column, duplicates.joined(separator: ", "))
        default: (1, 1, "\(error)")
        }
    }
}
