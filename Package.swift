// swift-tools-version: 6.2
import PackageDescription

/// Fuzzing wants our own code instrumented, in a scratch folder of its own; ordinary builds know nothing of it.
let isFuzzing = Context.environment["SATCHEL_FUZZ"] != nil
let strict: [SwiftSetting] =
    [.treatAllWarnings(as: .error)] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])

let package = Package(
    name: "satchel",
    products: [
        .executable(name: "satchel", targets: ["satchel"]),
        .executable(name: "satchel-bench", targets: ["SatchelBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CLibDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CLibZ", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // Calls of Linux that Swift leaves out.
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(
            name: "CLibQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(
            name: "CLibXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        // What ships in kits/, embedded in the executable.
        .target(name: "CKits"),
        .target(name: "Zip", dependencies: ["CLibZip", "CLinux"], swiftSettings: strict),
        .target(name: "Multipart", swiftSettings: strict),
        .target(
            name: "Sending", dependencies: ["CLibCurl", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(
            name: "SatchelCore",
            dependencies: [
                "Zip", "Sending", "CKits", "CLinux", "CLibDeflate", "CLibExpat", "CLibQREncode",
                "CLibXLSXWriter",
                "CLibZ",
                "Yams",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "SatchelWeb",
            dependencies: [
                "SatchelCore", "Multipart", "Sending",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "satchel",
            dependencies: [
                "SatchelCore", "SatchelWeb", "Sending",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "SatchelBench", dependencies: ["SatchelCore", "SatchelWeb", "Zip", "CLibZ"],
            swiftSettings: strict),
        .target(
            name: "TestSupport", dependencies: ["SatchelCore"], path: "Tests/Support", swiftSettings: strict),
        .testTarget(name: "ZipTests", dependencies: ["Zip", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "MultipartTests", dependencies: ["Multipart", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "SendingTests",
            dependencies: ["Sending", "TestSupport", .product(name: "Crypto", package: "swift-crypto")],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "SatchelCoreTests", dependencies: ["SatchelCore", "Sending", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "SatchelWebTests",
            dependencies: [
                "SatchelWeb", "TestSupport", .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(name: "JourneyTests", dependencies: ["satchel", "TestSupport"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)

if isFuzzing {
    package.targets.append(
        .executableTarget(
            name: "SatchelFuzz", dependencies: ["SatchelCore", "Multipart", "Sending", "Zip"],
            path: "Tests/Fuzzing",
            exclude: ["corpus"], swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
}
