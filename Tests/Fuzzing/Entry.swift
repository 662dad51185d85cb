import Foundation

/// libFuzzer's driver (LibFuzzer.rst, "Using libFuzzer as a library").
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ argc: UnsafeMutablePointer<Int32>,
    _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ run: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// What is fuzzed, by the first argument.
enum FuzzTarget: String, CaseIterable {
    case zip, docx, kit, multipart, report

    /// Where libFuzzer's own children, which it starts without the first argument, find it.
    static let variable = "SATCHEL_FUZZ_TARGET"
    nonisolated(unsafe) static var chosen = FuzzTarget.zip

    /// Tries one input; whatever should not be ends the process.
    func run(_ bytes: [UInt8]) {
        switch self {
        case .zip: ZipFuzz.run(bytes)
        case .docx: DocxFuzz.run(bytes)
        case .kit: KitFuzz.run(bytes)
        case .multipart: MultipartFuzz.run(bytes)
        case .report: ReportFuzz.run(bytes)
        }
    }
}

/// The program's start, under the name that SwiftPM gives an executable's `main`.
@_cdecl("SatchelFuzz_main")
public func start(_ count: Int32, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32 {
    var arguments = (0..<Int(count)).map { words[$0] }
    let named = arguments.count > 1 ? arguments[1].map { String(cString: $0) } : nil
    if let named, let target = FuzzTarget(rawValue: named) {
        FuzzTarget.chosen = target
        arguments.remove(at: 1)
        setenv(FuzzTarget.variable, named, 1)
    } else if let inherited = getenv(FuzzTarget.variable).map({ String(cString: $0) }),
        let target = FuzzTarget(rawValue: inherited)
    {
        FuzzTarget.chosen = target
    } else {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")
        FileHandle.standardError.write(Data("SatchelFuzz \(names) [libFuzzer's options] [folders]\n".utf8))
        return 64
    }
    var left = Int32(arguments.count)
    let copy = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: arguments.count + 1)
    copy.initialize(repeating: nil, count: arguments.count + 1)
    for (place, argument) in arguments.enumerated() { copy[place] = argument }
    var pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = copy
    return runDriver(&left, &pointer, tryInput)
}

/// One input, under the name that libFuzzer's archive refers to.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ bytes: UnsafePointer<UInt8>?, _ length: Int) -> Int32 {
    FuzzTarget.chosen.run([UInt8](UnsafeBufferPointer(start: bytes, count: length)))
    return 0
}
