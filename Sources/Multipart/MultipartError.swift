/// Why a body is no multipart/form-data that is taken in, and where.
package struct MultipartError: Error, Hashable, Sendable {
    package enum Fault: String, Sendable, CaseIterable {
        /// The Content-Type is not multipart/form-data.
        case otherType
        /// The Content-Type has no boundary, or one that RFC 2046, 5.1.1 does not allow.
        case boundary
        /// The body ends before its last boundary.
        case truncated
        /// The body is longer than allowed.
        case bodyTooLong
        /// More than 16 KiB before the first boundary.
        case preambleTooLong
        /// More parts than allowed.
        case tooManyParts
        /// More than 16 KiB of headers in a part.
        case headersTooLong
        /// A header that is none, or stands twice.
        case header
        /// A part without `Content-Disposition: form-data` and a name.
        case disposition
        /// A name that is empty, too long, no UTF-8, or holds control characters.
        case name
        /// A file name that is too long, no UTF-8, holds control characters, or names no file.
        case fileName
        /// A Content-Transfer-Encoding that changes the bytes; RFC 7578, 4.7 wants none.
        case encoding
        /// A field that is longer than allowed.
        case fieldTooLong
        /// A file that is longer than allowed.
        case fileTooLong
    }

    package let fault: Fault
    /// Bytes of the body before the fault; 0 for one of the Content-Type.
    package let offset: UInt64

    package init(_ fault: Fault, at offset: UInt64) {
        self.fault = fault
        self.offset = offset
    }
}
