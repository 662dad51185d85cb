import Foundation
import TestSupport
import Testing

/// The demo's three audits against a count by hand.
///
/// Village branches of Ia Pa stand in the order of their codes, i = 0…50. What the demo records:
/// - edition 1 (15/08/2019): everyone, both copies;
/// - edition 2 (15/11/2021): i % 3 == 0 and 1, both copies; the paper of i % 3 == 1 on 05/12;
/// - edition 3 (10/11/2023): i < 45, both copies: all but KTA-05 and the five of PTO;
/// - on 01/01/2025 six branches with edition 3 become three that take it over;
/// - edition 4 (10/11/2025), of 48 branches, i = 0…47: files for i % 5 != 0, paper for i % 5 != 0 && i % 4 == 1.
@Suite struct DemoTests {
    private func demo(_ office: String = "ia-pa") throws -> (
        folder: TemporaryFolder, data: String, told: String
    ) {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/demo"
        let result = try Command.satchel(
            ["demo", "--office", office, "--data", data], data: data, in: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        return (folder, data, result.output)
    }

    private func held(
        _ data: String, _ kit: String = "bi-thu-chi-bo-thon", on day: String
    ) throws -> [String: [Int]] {
        let result = try Command.satchel(["audit", kit, "--on", day, "--json"], data: data)
        #expect(result.status == 3)
        return Dictionary(grouping: result.rows) { $0["copy"] as? String ?? "" }
            .mapValues { rows in rows.map { $0["held"] as? Int ?? 0 } }
    }

    /// The editions that one branch holds as files and on paper.
    private func held(_ data: String, on day: String, by code: String) throws -> [Int] {
        let result = try Command.satchel(
            ["audit", "bi-thu-chi-bo-thon", "--on", day, "--json"], data: data)
        let rows = result.rows.filter { $0["code"] as? String == code }
        return ["electronic", "paper"].map { copy in
            rows.first { $0["copy"] as? String == copy }?["held"] as? Int ?? 0
        }
    }

    /// How many hold editions 4, 3, 2 and 1.
    private func counts(_ held: [Int]) -> [Int] {
        [4, 3, 2, 1].map { edition in held.count { $0 == edition } }
    }

    @Test("the demo's audits are those of a count by hand")
    func audits() throws {
        let (folder, data, told) = try demo()
        #expect(told.split(separator: "\n").count <= 25)
        #expect(told.contains("51 bí thư chi bộ thôn và 9 bí thư đảng ủy xã"))

        // 30/09/2021: all hold edition 1.
        let first = try held(data, on: "30/09/2021")
        #expect(
            first == ["electronic": Array(repeating: 1, count: 51), "paper": Array(repeating: 1, count: 51)])

        // 01/12/2021: the paper of i % 3 == 1 is not filed yet.
        let second = try held(data, on: "01/12/2021")
        #expect(second["electronic"]?.filter { $0 == 2 }.count == 34)
        #expect(second["paper"]?.filter { $0 == 2 }.count == 17)

        // 21/11/2025, files: 10 multiples of 5 in 0…47 are without edition 4. Of these 0, 5 … 40 hold 3 (25 is IMR-14,
        // set up by the merge); 45 is PTO-03, before the merges 48, and holds 2 (48 % 3 == 0).
        let third = try held(data, on: "21/11/2025")
        let files = third["electronic"] ?? []
        #expect(counts(files) == [38, 9, 1, 0])
        #expect(try held(data, on: "21/11/2025", by: "IMR-14") == [3, 3])
        #expect(try held(data, on: "21/11/2025", by: "PTO-03") == [2, 2])
        // Paper: 12 of 0…47 are 1 modulo 4, less 5, 25 and 45; one of these 9 is KTA-05, now 41. Of the others 43, 45 and
        // 46 (before the merges 46, 48 and 49) hold 2, 44 and 47 (before 47 and 50) hold 1, the rest hold 3.
        let paper = third["paper"] ?? []
        #expect(counts(paper) == [9, 34, 3, 2])
        // The three communes took edition 3 over; two of them have edition 4.
        #expect(try held(data, "bi-thu-dang-uy-xa", on: "06/07/2025")["paper"] == [3, 3, 3])
        #expect(try held(data, "bi-thu-dang-uy-xa", on: "21/11/2025")["electronic"]?.sorted() == [3, 4, 4])
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

    /// Branches stand in the order of their codes, i = 0…456. What the demo records:
    /// - edition 1 (25/12/2017): everyone, both copies;
    /// - edition 2 (15/05/2019): files for i % 8 != 0, paper for those of them with i % 2 == 0;
    /// - edition 3 (29/09/2022): files for i < 440, paper for i % 4 != 0;
    /// - edition 4 (15/11/2024): files for i % 3 != 0 or i % 6 == 0, paper for i % 3 != 0.
    @Test("the audits of Hồng Bàng are those of a count by hand")
    func hongBang() throws {
        let (folder, data, told) = try demo("hong-bang")
        #expect(told.contains("68 tổ chức cơ sở đảng") && told.contains("457 bí thư chi bộ"))
        #expect(told.contains("44 văn bản hướng dẫn từ 2017, còn hiệu lực 29"))
        #expect(told.split(separator: "\n").count <= 25)
        let kit = "cap-chi-bo-hong-bang"
        // 58 multiples of 8 in 0…456 are without edition 2. Paper: 229 even ones less these 58.
        let first = try held(data, kit, on: "30/06/2019")
        #expect(counts(first["electronic"] ?? []) == [0, 0, 399, 58])
        #expect(counts(first["paper"] ?? []) == [0, 0, 171, 286])
        // 440…456 lack edition 3: 440, 448 and 456 hold 1. Paper: 115 multiples of 4, of which 58 are of 8 too.
        let second = try held(data, kit, on: "05/11/2022")
        #expect(counts(second["electronic"] ?? []) == [0, 440, 14, 3])
        #expect(counts(second["paper"] ?? []) == [0, 342, 57, 58])
        // 43 of the district's own branches are dissolved and 32 become four: 457 − 43 − 32 + 4.
        let third = try held(data, kit, on: "01/08/2025")
        #expect(third["electronic"]?.count == 386)
        #expect(counts(third["electronic"] ?? []) == [323, 62, 1, 0])
        #expect(counts(third["paper"] ?? []) == [260, 95, 14, 17])
        withExtendedLifetime(folder) {}
    }

    /// Branches stand in the order of their codes, from the split on i = 0…48. What the demo records:
    /// - edition 1 (15/03/2017): everyone, both copies; on 01/09/2019 KT-09 takes that of KT-01 over, KT-10 has none;
    /// - edition 2 (15/10/2019): files for i % 6 != 5, paper for i % 6 < 4;
    /// - edition 3 (20/11/2021): files for i >= 4, paper for i % 2 == 0;
    /// - edition 4 (15/11/2025): files for i % 4 != 1, paper for i % 4 == 0.
    @Test("the audits of the university are those of a count by hand")
    func university() throws {
        let (folder, data, told) = try demo("dai-hoc")
        #expect(told.contains("48 bí thư chi bộ, trong đó 12 chi bộ ghép, 10 chi bộ sinh viên"))
        #expect(told.split(separator: "\n").count <= 25)
        let kit = "cap-chi-bo-dai-hoc"
        let first = try held(data, kit, on: "30/09/2019")
        #expect(counts(first["paper"] ?? []) == [0, 0, 0, 48])
        // Files: 0…3 hold 2. Paper: the 24 odd ones; of these i % 6 == 1 or 3 hold 2, i % 6 == 5 (5, 11 … 47: 8) hold 1.
        let second = try held(data, kit, on: "15/12/2021")
        #expect(counts(second["electronic"] ?? []) == [0, 45, 4, 0])
        #expect(counts(second["paper"] ?? []) == [0, 25, 16, 8])
        // Files: 1, 5 … 45 are without edition 4; 1 holds 2. Paper: 13 multiples of 4; the other 12 even ones hold 3.
        let third = try held(data, kit, on: "30/11/2025")
        #expect(counts(third["electronic"] ?? []) == [37, 11, 1, 0])
        #expect(counts(third["paper"] ?? []) == [13, 12, 16, 8])
        let renamed = try Command.satchel(
            ["organisation", "list", "--on", "01/03/2021", "--json"], data: data)
        let branch = renamed.rows.first { $0["code"] as? String == "PB-07" }
        #expect(branch?["name"] as? String == "Chi bộ Phòng Công tác chính trị và Quản lý sinh viên")
        withExtendedLifetime(folder) {}
    }

    @Test("an office that is not there is refused with those that are")
    func unknownOffice() throws {
        let folder = try TemporaryFolder()
        let data = "\(folder.path)/demo"
        let result = try Command.satchel(["demo", "--office", "ia-pha", "--data", data], data: data)
        #expect(result.status == 64 && result.errors.contains("hong-bang"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: data))
    }
}
