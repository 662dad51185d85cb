import SatchelCore
import Testing

@testable import SatchelWeb

/// What comes with a form, and what is left of it.
@Suite struct FieldsTests {
    @Test("a form's values come decoded, trimmed and in one encoding; broken escapes stay as they are")
    func decoding() {
        let fields = Fields(urlEncoded: "a=M%E1%BA%ABu+1&b=%zz%4&c&a=2&d=%F0%9F&e=a%CC%81")
        #expect(fields["a"] == "Mẫu 1")
        #expect(fields.all("a") == ["Mẫu 1", "2"])
        #expect(fields["b"] == "%zz%4")
        #expect(fields["c"] == nil && fields.has("c"))
        #expect(fields.raw("d") == "\u{FFFD}")
        #expect(fields["e"] == "\u{E1}")
    }

    @Test("what is put into an address comes out of it again")
    func roundTrip() {
        var fields = Fields()
        fields.add("tìm", "a&b=c d+e%/?#\"'")
        fields.add("page", "2")
        #expect(Fields(urlEncoded: fields.urlEncoded) == fields)
        #expect(fields.setting("page", to: "3")["page"] == "3")
        #expect(fields.setting("page", to: nil).urlEncoded.contains("page") == false)
    }
}
