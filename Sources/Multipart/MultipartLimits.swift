/// The most that a body of multipart/form-data may hold.
package struct MultipartLimits: Sendable, Hashable {
    /// Bytes of the whole body.
    package let body: UInt64
    /// Bytes of each file.
    package let file: UInt64
    /// Bytes of each field that is no file.
    package let field: UInt64
    package let parts: Int

    /// Bytes of the headers of a part.
    package static let headers = 16 << 10
    /// Bytes of the name of a field.
    package static let name = 200
    /// Bytes of the name of a file: 255 characters of at most four.
    package static let fileName = 1020

    package init(body: UInt64, file: UInt64, field: UInt64 = 1 << 20, parts: Int = 1000) {
        self.body = body
        self.file = file
        self.field = field
        self.parts = parts
    }

    /// Refuses a body by the length it claims, before any of it is read.
    /// - Throws: `bodyTooLong`.
    package func check(claimed length: UInt64) throws(MultipartError) {
        if length > body { throw MultipartError(.bodyTooLong, at: body) }
    }
}
