import SatchelCore

/// A preview as a person reads it on a terminal.
struct PreviewText {
    let text: String

    init(_ preview: KitPreview) {
        let plan = preview.plan
        var lines = [
            Style.bold("\(preview.kit.definition.name.chosen) – \(plan.name.chosen)"),
            Text(
                "{items} tài liệu, {bytes} byte trong tệp nén, {recipients} nơi nhận",
                "{items} items, {bytes} bytes packed, {recipients} recipients"
            )
            .chosen([
                "items": "\(plan.items.count)", "bytes": "\(preview.packedSize)",
                "recipients": "\(preview.recipients.count)",
            ]),
        ]
        let labels = PreviewText.labels(plan)
        func names(_ items: [EditionItem]) -> String {
            items.map { labels[$0.identity] ?? $0.path ?? $0.identity }.joined(separator: " + ")
        }
        if preview.previous != nil {
            lines.append(Text("Thay đổi so với đợt trước:", "Changes since the edition before:").chosen)
            for line in preview.changes.lines { lines.append("  " + PreviewText.line(line, names)) }
            if preview.changes.isEmpty { lines.append(Text("  (không có)", "  (none)").chosen) }
        }
        if !plan.warnings.isEmpty {
            lines.append(Text("Cần xem lại:", "To look at:").chosen)
            lines += PreviewText.warnings(plan).map { "  " + Style.warning("! ") + $0.chosen }
        }
        text = lines.joined(separator: "\n")
    }

    private static func labels(_ plan: KitPlan) -> [String: String] {
        let documents = plan.sources.documents.values.map { ("document:\($0.id)", $0.key) }
        let templates = plan.sources.templates.values.map { ("template:\($0.slug)", $0.name.chosen) }
        let removed = plan.sources.inForce.removed.map { ("document:\($0)", Removal.label.chosen) }
        return Dictionary(documents + templates + removed, uniquingKeysWith: { first, _ in first })
    }

    static func line(_ line: ChangeList.Line, _ names: ([EditionItem]) -> String) -> String {
        var text = line.kind.text.chosen + ": "
        switch line.kind {
        case .replaced: text += "\(names(line.takeOut)) → \(names(line.putIn))"
        case .added, .corrected, .moved: text += names(line.putIn)
        case .removed: text += names(line.takeOut)
        }
        guard let from = line.from else { return text }
        return text
            + (line.isComing
            ? Text(
                " (dùng từ {day}; chưa rút văn bản cũ trước ngày đó)",
                " (from {day}; keep the old one until then)")
            : Text(" (từ {day})", " (from {day})")).chosen(["day": from.office])
    }

    /// The warnings in words; documents that only lack a file, or only are not verified, share a line.
    private static func warnings(_ plan: KitPlan) -> [Text] {
        func name(_ id: Int64) -> String { plan.sources.documents[id]?.key ?? "#\(id)" }
        var lines: [Text] = []
        var noFile: [String] = []
        var notVerified: [String] = []
        for warning in plan.warnings {
            switch warning {
            case .noFile(let document): noFile.append(name(document))
            case .notVerified(let document): notVerified.append(name(document))
            default: lines.append(PreviewText.warning(warning, plan))
            }
        }
        for (names, vi, en) in [
            (noFile, "Chưa có tệp", "Without a file"), (notVerified, "Chưa xác minh", "Not verified"),
        ] where !names.isEmpty {
            let list = names.joined(separator: ", ")
            lines.append(Text("\(vi) (\(names.count)): \(list)", "\(en) (\(names.count)): \(list)"))
        }
        return lines
    }

    /// A warning in words.
    static func warning(_ warning: KitPlan.Warning, _ plan: KitPlan) -> Text {
        func name(_ id: Int64) -> String { plan.sources.documents[id]?.key ?? "#\(id)" }
        switch warning {
        case .unconfirmed(let document, let relation):
            return Text(
                "Cần xác minh: \(name(relation.subject)) \(relation.type.text.vi) \(name(document))?",
                "To be verified: \(name(relation.subject)) \(relation.type.text.en) \(name(document))?")
        case .doubtful(let slug, let documents):
            let label = plan.sources.templates[slug]?.name ?? Text(slug, slug)
            let list = documents.map(name).joined(separator: ", ")
            return Text(
                "Mẫu “\(label.vi)” dựa trên văn bản đã hết hiệu lực: \(list)",
                "Template “\(label.en)” rests on documents no longer in force: \(list)")
        case .noFile(let document), .notVerified(let document):
            return Text(name(document), name(document))
        case .dropped(let document, let status):
            return Text(
                "Bỏ ra: \(name(document)) \(status.text.vi), chưa rõ văn bản thay thế",
                "Left out: \(name(document)) \(status.text.en), nothing known in its place")
        case .kept(let document, let reason):
            return Text("Giữ lại \(name(document)): \(reason)", "Kept \(name(document)): \(reason)")
        case .suspended(let document):
            return Text("\(name(document)) đang tạm ngưng hiệu lực", "\(name(document)) is suspended")
        case .coming(let document, let from):
            return Text(
                "\(name(document)) dùng từ \(from.office)", "\(name(document)) is for use from \(from.office)"
            )
        }
    }
}

extension ChangeList.Kind {
    var text: Text {
        switch self {
        case .replaced: Text("Thay", "Replaced")
        case .added: Text("Thêm", "Added")
        case .corrected: Text("Bản sửa", "Corrected")
        case .moved: Text("Chuyển mục", "Moved")
        case .removed: Text("Rút ra", "Removed")
        }
    }
}
