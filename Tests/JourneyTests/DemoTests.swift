import Foundation
import TestSupport
import Testing

/// The demo's three audits against a count by hand.
///
/// Village branches stand in the order of their codes, i = 0…50. What the demo records:
/// - edition 1 (15/08/2019): everyone, both copies;
/// - edition 2 (15/11/2021): i % 3 == 0 and 1, both copies; the paper of i % 3 == 1 on 05/12;
/// - edition 3 (10/11/2023): i < 45, both copies;
/// - edition 4 (10/11/2025): files for i % 5 != 0, paper for i % 5 != 0 && i % 4 == 1.
@Suite struct DemoTests {
    private func demo() throws -> (folder: TemporaryFolder, data: String, told: String) {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/demo"
        let result = try Command.satchel(["demo", "--data", data], data: data, in: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        return (folder, data, result.output)
    }

    private func held(_ data: String, on day: String) throws -> [String: [Int]] {
        let result = try Command.satchel(["audit", "bi-thu-chi-bo-thon", "--on", day, "--json"], data: data)
        #expect(result.status == 3)
        return Dictionary(grouping: result.rows) { $0["copy"] as? String ?? "" }
            .mapValues { rows in rows.map { $0["held"] as? Int ?? 0 } }
    }

    /// How many hold editions 4, 3, 2 and 1.
    private func counts(_ held: [Int]) -> [Int] {
        [4, 3, 2, 1].map { edition in held.count { $0 == edition } }
    }

    @Test("the demo's audits are those of a count by hand")
    func audits() throws {
        let (folder, data, told) = try demo()
        #expect(told.contains("51 bí thư chi bộ thôn và 9 bí thư đảng ủy xã"))

        // 30/09/2021: all hold edition 1.
        let first = try held(data, on: "30/09/2021")
        #expect(
            first == ["electronic": Array(repeating: 1, count: 51), "paper": Array(repeating: 1, count: 51)])

        // 01/12/2021: the paper of i % 3 == 1 is not filed yet.
        let second = try held(data, on: "01/12/2021")
        #expect(second["electronic"]?.filter { $0 == 2 }.count == 34)
        #expect(second["paper"]?.filter { $0 == 2 }.count == 17)

        // 21/11/2025, files: 11 multiples of 5 in 0…50 are without edition 4. Of these 0, 5 … 40 hold 3; 45 (45 % 3 == 0)
        // holds 2; 50 (50 % 3 == 2) holds 1.
        let third = try held(data, on: "21/11/2025")
        let files = third["electronic"] ?? []
        #expect(counts(files) == [40, 9, 1, 1])
        #expect(files[45] == 2 && files[50] == 1)
        // Paper: 13 of 0…50 are 1 modulo 4, less 5, 25 and 45. Of the others 45 and 48 hold 2 (45 % 3 == 48 % 3 == 0),
        // 46 holds 2 (46 % 3 == 1), 47 and 50 hold 1, 49 filed edition 4; the 45 below hold 3 unless they filed 4.
        let paper = third["paper"] ?? []
        #expect(counts(paper) == [10, 36, 3, 2])
        withExtendedLifetime(folder) {}
    }

    @Test("the demo shows what is verified and warns of what is not")
    func relations() throws {
        let (folder, data, told) = try demo()
        #expect(told.contains("Thay: 29-QĐ/TW@25/07/2016 → 24-QĐ/TW@30/07/2021"))
        #expect(told.contains("Cần xác minh: 42-HD/BTCTW@28/10/2025 thay thế 12-HD/BTCTW@06/07/2018?"))
        let rows = try Command.satchel(["document", "list", "--on", "21/11/2025", "--json"], data: data).rows
        func next(_ symbol: String, _ day: String) -> [String]? {
            rows.first { $0["symbol"] as? String == symbol && $0["issuedOn"] as? String == day }?[
                "replacedBy"] as? [String]
        }
        #expect(next("30-QĐ/TW", "26/07/2016") == ["296-QĐ/TW"])
        #expect(next("47-QĐ/TW", "01/11/2011") == ["37-QĐ/TW"])
        #expect(next("132-QĐ/TW", "08/03/2018") == ["366-QĐ/TW"])
        #expect(next("12-HD/BTCTW", "06/07/2018") == [])
        withExtendedLifetime(folder) {}
    }

    @Test("two demos in different zones, languages and folders build the same bytes")
    func sameBytes() throws {
        let folder = try TemporaryFolder()
        let sums = try [("Asia/Tokyo", "vi_VN.UTF-8"), ("America/Lima", "en_US.UTF-8")].map {
            zone, language in
            let data = "\(folder.path)/\(zone.suffix(4))"
            let surroundings = ["TZ": zone, "LANG": language]
            let made = try Command.satchel(["demo", "--data", data], data: data, environment: surroundings)
            #expect(made.status == 0)
            return try ["bi-thu-chi-bo-thon", "bi-thu-dang-uy-xa"].map { kit in
                let zip = "\(data)/\(kit).zip"
                let built = try Command.satchel(
                    ["edition", "build", kit, "-o", zip], data: data, environment: surroundings)
                #expect(built.status == 0)
                return try Command.tool("sha256sum", [zip]).output.prefix(64)
            }
        }
        #expect(sums[0] == sums[1])
        #expect(sums[0][0] != sums[0][1])
    }
}
