import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SatchelCore

@Suite("Taking bytes in")
struct IngestTests {
    private let folder: TemporaryFolder
    private let store: BlobStore

    init() throws {
        folder = try TemporaryFolder()
        store = BlobStore(folder: folder.path)
    }

    @Test("A damaged file is written anew when its bytes are taken in again")
    func damaged() throws {
        let bytes = Array(String(repeating: "sinh hoạt chi bộ ", count: 500).utf8)
        let blob = try store.ingest(bytes, name: "x")
        let path = store.path(of: blob.sha256)
        let packed = try PrivateFile.read(path)
        var flipped = packed
        flipped[10] ^= 4
        for damage in [
            [], Array(packed.dropLast()), packed + [0], flipped, [UInt8](repeating: 1, count: 100_000),
        ] {
            try PrivateFile.write(damage, to: path)
            #expect(try store.ingest(bytes, name: "y") == blob)
            #expect(try PrivateFile.read(path) == packed)
        }
    }

    @Test("What no compression shrinks lies in stored blocks, and everything else is compressed")
    func scans() throws {
        var random = SplitMix(state: 7)
        let noise = (0..<400_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let scan = try store.ingest(noise, name: "scan.jpg")
        // Blocks of 65,535 bytes with 5 bytes before each (RFC 1951, 3.2.4).
        #expect(scan.storedSize == 400_000 + 5 * 7)
        #expect(try store.bytes(of: scan) == noise)
        let (once, twice) = (try BlobStore.pack(noise), try BlobStore.pack(noise))
        #expect(once == twice)
        let text = noise.map { 65 + $0 % 32 }
        #expect(try store.ingest(text, name: "text").storedSize < 260_000)
        let half = Array(noise.prefix(200_000)) + [UInt8](repeating: 32, count: 200_000)
        #expect(try store.ingest(half, name: "half").storedSize < 202_000)
        let small = try store.ingest(Array(noise.prefix(60_000)), name: "small")
        #expect(small.storedSize <= 60_005)
    }

    @Test("Bytes the register knows are written in the length it says, or not at all")
    func known() throws {
        var random = SplitMix(state: 8)
        let noise = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let now = try store.ingest(noise, name: "x")
        let before = BlobStore.Blob(
            sha256: now.sha256, size: now.size, crc32: now.crc32,
            storedSize: UInt64(try BlobStore.deflate(noise, level: 6).count))
        let text = [UInt8](repeating: 65, count: 100_000)
        let blob = try store.ingest(text, name: "y")
        unlink(store.path(of: now.sha256))
        #expect(try store.ingest(noise, name: "x", known: before) == before)
        let other = BlobStore.Blob(
            sha256: blob.sha256, size: blob.size, crc32: blob.crc32, storedSize: blob.storedSize + 1)
        expectError(.blobInexact) { try store.ingest(text, name: "y", known: other) }
        #expect(try store.bytes(of: blob) == text)
        unlink(store.path(of: blob.sha256))
        expectError(.blobInexact) { try store.ingest(text, name: "y", known: other) }
        #expect(!FileManager.default.fileExists(atPath: store.path(of: blob.sha256)))
    }

    @Test("Many files are taken in at once, in order, each as if alone")
    func many() throws {
        let shelf = try TemporaryFolder()
        var random = SplitMix(state: 9)
        let contents = (0..<60).map { number in
            (0..<Int.random(in: 0...30_000, using: &random)).map { _ in
                UInt8.random(in: 0...(number % 2 == 0 ? 255 : 15), using: &random)
            }
        }
        let paths = try contents.enumerated().map { number, bytes in
            let path = "\(shelf.path)/\(number)"
            try PrivateFile.write(bytes, to: path)
            return path
        }
        let blobs = try store.ingest(files: paths + paths)
        let aside = BlobStore(folder: "\(shelf.path)/aside")
        let alone = try (contents + contents).map { try aside.ingest($0, name: "x") }
        let files = (try store.dump(), try aside.dump())
        #expect(blobs == alone)
        #expect(files.0 == files.1)
    }

    @Test("The first file that fails is told, none is begun after it, and no half file is left")
    func manyWithFault() throws {
        let begun = Mutex<Set<Int>>([])
        let sources = (0..<50).map { number in
            BlobStore.Source(name: "\(number)", size: 4) {
                begun.withLock { _ = $0.insert(number) }
                if number >= 7 { throw SatchelError(.fileMissing, ["path": "\(number)"]) }
                return Array("\(number)".utf8)
            }
        }
        let error = expectError(.fileMissing) { try store.ingest(sources) }
        #expect(error?.arguments["path"] == "7")
        #expect(begun.withLock { $0.max() ?? 0 } <= 8)
        #expect(try store.dump().allSatisfy { !$0.contains(".part") })
        let large = BlobStore.Source(name: "lớn.pdf", size: BlobStore.largest + 1) { [] }
        let refused = expectError(.fileTooLarge) { try store.ingest([large]) }
        #expect(refused?.arguments["file"] == "lớn.pdf")
    }

    @Test("Of very large files one is worked on at a time, of others two")
    func largeAlone() throws {
        let running = Mutex((large: 0, most: 0, together: 0, all: 0))
        let sizes = [65 << 20, 65 << 20, 1, 65 << 20, 1, 1, 65 << 20, 1]
        let sources = sizes.enumerated().map { number, size in
            BlobStore.Source(name: "\(number)", size: size) {
                let isLarge = size > 64 << 20
                running.withLock { now in
                    now.all += 1
                    if isLarge { now.large += 1 }
                    now.most = max(now.most, now.large)
                    now.together = max(now.together, now.all)
                }
                Thread.sleep(forTimeInterval: 0.01)
                running.withLock { now in
                    now.all -= 1
                    if isLarge { now.large -= 1 }
                }
                return [UInt8(number)]
            }
        }
        #expect(try store.ingest(sources).count == 8)
        running.withLock { now in
            #expect(now.most == 1)
            #expect(now.together <= 2)
        }
    }
}
