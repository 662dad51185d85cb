import SatchelCore

/// A file of the register as it is sent, and as it may be taken in.
enum StoredFile {
    /// The bytes of a blob, to be looked at when the browser can, else to be kept.
    static func answer(_ blob: BlobStore.Blob, named name: String, for visit: Visit) -> Answer {
        .download(
            Download(
                blob: blob, in: visit.office.store, mediaType: MediaType.of(name), fileName: name,
                isInline: true))
    }

    /// The file chosen in a field, read whole; nil when none was.
    /// - Throws: `fileKindRefused`, `fileMissing`, `notPermitted`.
    static func upload(_ field: String, of visit: Visit) throws -> (name: String, bytes: [UInt8])? {
        guard let upload = visit.upload(field), upload.size > 0 || !upload.name.isEmpty else { return nil }
        let bytes = try upload.bytes()
        try check(bytes, named: upload.name)
        return (upload.name, bytes)
    }

    /// A web page saved under the name of a PDF is the commonest mistake.
    private static func check(_ bytes: [UInt8], named name: String) throws {
        let mediaType = MediaType.of(name)
        let isPDF = bytes.prefix(1024).firstRange(of: Array("%PDF-".utf8)) != nil
        guard mediaType != "application/octet-stream", mediaType != "application/pdf" || isPDF else {
            throw SatchelError(.fileKindRefused, ["file": name])
        }
    }

    /// What a browser offers to choose.
    static let accepted =
        ".pdf,.docx,.doc,.odt,.xlsx,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
}

extension DocumentFile.Kind {
    /// The kind as the office says it.
    var text: Text {
        switch self {
        case .signed: Text("bản ký số", "digitally signed")
        case .corrected: Text("bản đã đính chính", "corrected")
        case .scan: Text("bản quét từ giấy", "scanned from paper")
        case .copy: Text("bản sao, bản chép", "plain copy")
        }
    }
}

extension Document.Access {
    /// The access as the office says it.
    var text: Text {
        switch self {
        case .open: Text("thường", "open")
        case .internal: Text("nội bộ", "internal")
        }
    }
}
