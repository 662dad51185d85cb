import CLibZ
import Foundation
import SatchelCore

/// How long taking the corpus into a new store takes, with two files at a time, against zlib alone on one core.
///
/// Ours reads, hashes, compresses, inflates to compare and makes every file durable; zlib reads and compresses into
/// memory.
enum IngestBench {
    private static let runs = 5

    static func figures(_ pack: PackOffice) throws -> [Figure] {
        Console.progress("taking the corpus in, \(runs) times")
        let names = try FileManager.default.contentsOfDirectory(atPath: pack.documents).sorted()
        let paths = names.map { "\(pack.documents)/\($0)" }
        var ours: [Double] = []
        var theirs: [Double] = []
        _ = try Child.run("sync", ["-f", pack.folder])
        for run in 0...runs {
            let store = BlobStore(folder: "\(pack.folder)/ingest")
            let our = try Timing.milliseconds { _ = try store.ingest(files: paths) }
            try FileManager.default.removeItem(atPath: store.folder)
            let their = try Timing.milliseconds { for path in paths { try deflate(path) } }
            if run == 0 { continue }
            ours.append(our)
            theirs.append(their)
        }
        let ratio = Timing.median(zip(ours, theirs).map { $0 / $1 })
        return [
            Figure("ingest of the documents, two at a time, against zlib level 6", ratio, "×", goal: 0.35),
            Figure("  ingest, durable and verified", Timing.median(ours), "ms"),
            Figure("  zlib level 6 on one core, in process, to memory", Timing.median(theirs), "ms"),
        ]
    }

    private static func deflate(_ path: String) throws {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        var stream = z_stream()
        let opened = deflateInit2_(
            &stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard opened == Z_OK else { throw BenchError.failed("zlib", opened) }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        var result = Z_OK
        let packed = bytes.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(bound)
                result = CLibZ.deflate(&stream, Z_FINISH)
                count = bound - Int(stream.avail_out)
            }
        }
        guard result == Z_STREAM_END, !packed.isEmpty else { throw BenchError.failed("zlib", result) }
    }
}
