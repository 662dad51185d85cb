/// Where a cell of a sheet stands, from 1: `C12` is column 3 of row 12 (ECMA-376-1, 18.18.62).
struct CellPlace: Hashable {
    let column: Int
    let row: Int

    /// The most a sheet has: `XFD1048576`.
    static let last = CellPlace(column: 16_384, row: 1_048_576)

    init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }

    /// Reads a reference, `$` left out; nil for anything that no sheet has.
    init?(_ text: some StringProtocol) {
        var column = 0
        var row = 0
        for byte in text.utf8 where byte != UInt8(ascii: "$") {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
            default: return nil
            }
            guard column <= CellPlace.last.column, row <= CellPlace.last.row else { return nil }
        }
        guard column > 0, row > 0 else { return nil }
        self.init(column: column, row: row)
    }

    /// `C12`.
    var name: String { CellPlace.letters(column) + "\(row)" }

    /// The letters of a column, from 1: `A`, `Z`, `AA`.
    static func letters(_ column: Int) -> String {
        var letters = ""
        var rest = column
        while rest > 0 {
            rest -= 1
            letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + letters
            rest /= 26
        }
        return letters
    }
}
