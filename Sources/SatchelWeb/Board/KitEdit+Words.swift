import SatchelCore

extension KitEdit {
    /// What the form asks for, as a person would say it.
    func words(_ language: Language) -> String {
        let texts: [String: Text] = [
            "kit.change": Text("đổi tên cặp, bản, tên tệp", "change names and copies"),
            "section.add": Text("thêm mục", "add a section"),
            "section.change": Text("sửa mục", "change the section"),
            "section.remove": Text("bỏ mục", "remove the section"),
            "slot.add": Text("thêm ngăn", "add a slot"),
            "slot.change": Text("sửa ngăn", "change the slot"),
            "slot.remove": Text("bỏ ngăn", "remove the slot"),
            "entry.add": Text("đưa vào", "put in"), "entry.remove": Text("rút ra", "take out"),
            "entry.up": Text("đưa lên", "move up"), "entry.down": Text("đưa xuống", "move down"),
            "entry.keep": Text("giữ dù đã bị thay thế", "keep though superseded"),
        ]
        let act = texts[form["act"] ?? ""]?(language) ?? ""
        let things = [
            form["section"], form["slot"], form["id"], form["vi"], form["entry"].map(name), form["reason"],
        ]
        return "\(act): \(things.compactMap { $0 }.joined(separator: " · "))"
    }

    /// What is in a slot, or is to be, by its name.
    private func name(_ entry: String) -> String {
        let word = String(entry.drop { $0 != ":" }.dropFirst())
        guard entry.hasPrefix("document:"), let id = Int64(word) else { return word }
        return (try? register.document(id).citation) ?? word
    }
}
