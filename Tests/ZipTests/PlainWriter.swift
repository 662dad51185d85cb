import Foundation

@testable import Zip

/// An archive written in the plainest way (APPNOTE 4.3.7, 4.3.12, 4.3.16), everything in memory: what plans are
/// compared with. Knows no zip64.
enum PlainWriter {
    static func archive(_ items: [ZipItem], stamp: (year: Int, month: Int, day: Int)) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for item in items {
            let data = try payload(of: item)
            let name = [UInt8](item.name.utf8)
            let flags: UInt16 = name.contains { $0 >= 0x80 } ? 0x0800 : 0
            let method: UInt16 = if case .stored = item.payload { 0 } else { 8 }
            let date = UInt16((stamp.year - 1980) * 512 + stamp.month * 32 + stamp.day)
            let common =
                little(UInt16(20)) + little(flags) + little(method) + little(UInt16(12 * 2048)) + little(date)
                + little(item.crc32) + little(UInt32(data.count)) + little(UInt32(item.size))
                + little(UInt16(name.count)) + little(UInt16(0))
            directory +=
                little(Signature.central) + [63, 3] + common + little(UInt16(0)) + little(UInt16(0))
                + little(UInt16(0)) + little(UInt32(0o100644) << 16) + little(UInt32(bytes.count)) + name
            bytes += little(Signature.local) + common + name + data
        }
        let count = UInt16(items.count)
        return bytes + directory + little(Signature.end) + little(UInt32(0)) + little(count) + little(count)
            + little(UInt32(directory.count)) + little(UInt32(bytes.count)) + little(UInt16(0))
    }

    private static func payload(of item: ZipItem) throws -> [UInt8] {
        switch item.payload {
        case .storedWhenRead(let length, let read):
            try [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
                count = try read(0, UnsafeMutableRawBufferPointer(buffer))
            }
        case .deflated(let path, let offset, let length):
            Array(try contents(path).dropFirst(Int(offset)).prefix(Int(length)))
        case .deflatedBytes(let bytes): bytes
        case .stored(let path, let length): Array(try contents(path).prefix(Int(length)))
        }
    }
}
