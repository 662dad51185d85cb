import Foundation
import Zip

extension SatchelError {
    /// The whole message for a person: what happened, every place in a file, what to do.
    /// - Parameter namesCommands: whether it names the commands that do it, for whoever gives commands.
    package func message(in language: Language, namesCommands: Bool = false) -> String {
        let own = namesCommands ? arguments.merging(["commands": "satchel"]) { $1 } : arguments
        var lines = [SatchelError.worded(code, own, language)]
        for fault in faults { lines.append("  \(fault.place(in: language)): \(fault.message(in: language))") }
        return lines.joined(separator: "\n")
    }

    /// The text of a code with its places filled; rules of archives and tables worded too.
    fileprivate static func worded(_ code: Code, _ arguments: [String: String], _ language: Language)
        -> String
    {
        var arguments = arguments
        if let rule = arguments["rule"].flatMap(ZipError.Rule.init(rawValue:)) {
            arguments["rule"] = rule.text(language)
        } else if let rule = arguments["rule"].flatMap(FormRule.init(rawValue:)) {
            arguments["rule"] = rule.text(language)
        } else if let rule = arguments["rule"].flatMap(WorkbookRule.init(rawValue:)) {
            arguments["rule"] = rule.text(language)
        }
        if let kind = arguments["csv"].flatMap(CSVFault.Kind.init(rawValue:)) {
            arguments["csv"] = kind.text(language)
        }
        if let fault = arguments["fault"].flatMap(KitFault.init(rawValue:)) {
            arguments["fault"] = fault.text(language)
        }
        for name in ["role", "needed"] {
            if let role = arguments[name].flatMap(Account.Role.init(rawValue:)) {
                arguments[name] = role.text(language)
            }
        }
        if let proof = arguments["proof"].flatMap(Proof.init(word:)) {
            arguments["proof"] = proof.text(language)
        }
        if let copy = Copy.allCases.first(where: { $0.word == arguments["copy"] }) {
            arguments["copy"] = copy.text(language)
        }
        let pattern = code.text(language)
        return filled(pattern, arguments)
    }

    /// Fills `{x}`, and keeps `{x:? …}` only when `x` is not empty.
    fileprivate static func filled(_ pattern: String, _ arguments: [String: String]) -> String {
        var text = pattern
        while let start = text.firstMatch(of: /\{(\w+):\?/) {
            guard let end = closing(of: start.range.lowerBound, in: text) else { break }
            let inner = String(text[start.range.upperBound..<end])
            let isKept = !(arguments[String(start.output.1)] ?? "").isEmpty
            text.replaceSubrange(start.range.lowerBound...end, with: isKept ? inner : "")
        }
        return Text(text, text)(.vi, arguments)
    }

    private static func closing(of start: String.Index, in text: String) -> String.Index? {
        var depth = 0
        for index in text[start...].indices {
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }
}

extension FileFault {
    /// Where it stands: by line and column, or by cell and, unless it is the first, by sheet.
    package func place(in language: Language) -> String {
        switch origin {
        case .lines:
            Text("dòng {line}, cột {column}", "line {line}, column {column}")(
                language, ["line": "\(line)", "column": "\(column)"])
        case .cells(let sheet):
            SatchelError.filled(
                Text("ô {cell}{sheet:? (trang “{sheet}”)}", "cell {cell}{sheet:? (sheet “{sheet}”)}")(
                    language),
                ["cell": CellPlace(column: column, row: line).name, "sheet": sheet ?? ""])
        }
    }

    /// What is wrong there and what to do.
    package func message(in language: Language) -> String {
        SatchelError.worded(code, arguments, language)
    }
}
