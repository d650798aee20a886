// swift-tools-version: 6.2
import PackageDescription

// Targets stand in the order in which data flows; a target may depend only on those above it.
let package = Package(
    name: "offerbench",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "offerbench", targets: ["offerbench"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "3.12.3"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Domain-free rooms.
        .target(name: "CGLPK", linkerSettings: [.linkedLibrary("glpk")]),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .target(name: "LinearProgramming", dependencies: ["CGLPK"]),
        .target(name: "DenseAlgebra", dependencies: ["COpenBLAS"]),
        .target(name: "CRandomStreams"),
        .target(name: "RandomStreams", dependencies: ["CRandomStreams"]),
        .target(name: "Execution"),
        .target(name: "TableFiles", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "CFolderExchange"),
        .target(name: "RunFolders", dependencies: ["CFolderExchange", "TableFiles"]),
        .target(name: "ChartPages"),

        // The workbench, from files to the answer.
        .target(name: "OfferModel"),
        .target(
            name: "ScenarioFiles", dependencies: ["DenseAlgebra", "TableFiles", "OfferModel", .product(name: "Yams", package: "Yams")]),
        .target(name: "OfferLearning", dependencies: ["DenseAlgebra", "Execution", "TableFiles", "OfferModel", "ScenarioFiles"]),
        .target(name: "OfferEconomics", dependencies: ["DenseAlgebra", "RandomStreams", "Execution", "OfferModel"]),
        .target(name: "OfferOptimization", dependencies: ["LinearProgramming", "Execution", "OfferModel", "OfferEconomics"]),
        .target(
            name: "OfferValidation",
            dependencies: [
                "RandomStreams", "Execution", "TableFiles", "OfferModel", "OfferEconomics", "OfferOptimization",
            ]),
        .target(name: "OfferComparison", dependencies: ["OfferModel"]),
        .target(name: "OfferStress", dependencies: ["DenseAlgebra", "Execution", "OfferModel", "OfferEconomics", "OfferOptimization"]),
        .target(name: "OfferSimulation", dependencies: ["RandomStreams", "Execution", "OfferModel", "OfferEconomics"]),
        .target(name: "OfferSettlement", dependencies: ["Execution", "OfferModel", "OfferEconomics"]),
        .target(
            name: "OfferResults",
            dependencies: [
                "TableFiles", "OfferModel", "ScenarioFiles", "OfferLearning", "OfferEconomics", "OfferOptimization", "OfferValidation",
                "OfferComparison",
                "OfferStress", "OfferSimulation", "OfferSettlement",
            ]),
        .target(
            name: "OfferReporting",
            dependencies: [
                "TableFiles", "OfferModel", "ScenarioFiles", "OfferLearning", "OfferEconomics", "OfferOptimization", "OfferValidation",
                "OfferComparison",
                "OfferStress", "OfferSimulation", "OfferSettlement", "OfferResults",
            ]),
        .target(
            name: "OfferPages",
            dependencies: [
                "TableFiles", "ChartPages", "OfferModel", "ScenarioFiles", "OfferLearning", "OfferEconomics", "OfferOptimization",
                "OfferStress", "OfferSimulation", "OfferSettlement", "OfferResults", "OfferReporting",
            ]),
        .target(
            name: "RunStore",
            dependencies: [
                "TableFiles", "OfferModel", "OfferLearning", "OfferEconomics", "OfferStress", "OfferSimulation", "OfferResults",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(
            name: "OfferPipeline",
            dependencies: [
                "LinearProgramming", "DenseAlgebra", "Execution", "TableFiles", "OfferModel", "ScenarioFiles", "OfferLearning",
                "OfferEconomics", "OfferOptimization", "OfferValidation", "OfferComparison", "OfferStress", "OfferSimulation",
                "OfferSettlement", "OfferResults", "OfferReporting", "OfferPages", "RunFolders", "RunStore",
            ]),
        .executableTarget(
            name: "offerbench",
            dependencies: [
                "LinearProgramming", "OfferEconomics", "Execution", "TableFiles", "RunFolders", "ScenarioFiles", "OfferLearning",
                "OfferResults", "OfferReporting", "RunStore", "OfferPipeline",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Tests.
        .target(name: "TestSupport", dependencies: ["OfferModel"], path: "Tests/TestSupport"),
        .testTarget(name: "LinearProgrammingTests", dependencies: ["LinearProgramming"]),
        .testTarget(name: "NetlibTests", dependencies: ["LinearProgramming"]),
        .testTarget(name: "DenseAlgebraTests", dependencies: ["DenseAlgebra"]),
        .testTarget(name: "RandomStreamsTests", dependencies: ["RandomStreams"]),
        .testTarget(name: "ExecutionTests", dependencies: ["Execution"]),
        .testTarget(name: "TableFilesTests", dependencies: ["TableFiles"]),
        .testTarget(
            name: "ScenarioFilesTests",
            dependencies: [
                "Execution", "ScenarioFiles", "TableFiles", "OfferModel", "OfferLearning", "OfferOptimization", "OfferResults",
                "OfferPipeline", "TestSupport",
            ]),
        .testTarget(
            name: "OfferLearningTests",
            dependencies: [
                "DenseAlgebra", "RandomStreams", "Execution", "TableFiles", "OfferModel", "ScenarioFiles", "OfferLearning",
                "OfferEconomics",
                "OfferSimulation", "TestSupport",
            ]),
        .testTarget(
            name: "OfferEconomicsTests", dependencies: ["DenseAlgebra", "Execution", "OfferModel", "OfferEconomics", "TestSupport"]),
        .testTarget(
            name: "OfferOptimizationTests",
            dependencies: ["LinearProgramming", "Execution", "OfferModel", "OfferEconomics", "OfferOptimization", "TestSupport"]),
        .testTarget(
            name: "OfferValidationTests",
            dependencies: [
                "RandomStreams", "Execution", "OfferModel", "OfferOptimization", "OfferValidation",
            ]),
        .testTarget(
            name: "OfferSimulationTests", dependencies: ["Execution", "OfferModel", "OfferEconomics", "OfferSimulation", "TestSupport"]),
        .testTarget(
            name: "OfferStressTests",
            dependencies: ["DenseAlgebra", "Execution", "OfferModel", "OfferEconomics", "OfferOptimization", "OfferStress", "TestSupport"]),
        .testTarget(
            name: "OfferComparisonTests",
            dependencies: [
                "Execution", "TableFiles", "OfferModel", "OfferOptimization", "OfferComparison", "OfferResults", "TestSupport",
            ]),
        .testTarget(
            name: "OfferSettlementTests",
            dependencies: [
                "Execution", "OfferModel", "OfferEconomics", "OfferSimulation", "OfferSettlement", "TestSupport",
            ]),
        .testTarget(name: "OfferReportingTests", dependencies: ["TableFiles", "OfferReporting"]),
        .testTarget(name: "ChartPagesTests", dependencies: ["ChartPages"]),
        .testTarget(
            name: "OfferPagesTests",
            dependencies: [
                "TableFiles", "OfferModel", "OfferLearning", "OfferEconomics", "OfferOptimization", "OfferStress", "OfferSimulation",
                "OfferSettlement", "OfferResults", "OfferPages", "OfferPipeline",
            ]),
        .testTarget(name: "RunFoldersTests", dependencies: ["TableFiles", "RunFolders"]),
        .testTarget(name: "RunStoreTests", dependencies: ["OfferEconomics", "OfferResults", "RunStore", "OfferPipeline"]),
        .testTarget(
            name: "ScenarioTests",
            dependencies: [
                "TableFiles", "OfferModel", "OfferEconomics", "OfferSimulation", "OfferSettlement", "OfferResults", "OfferReporting",
                "OfferPipeline",
            ]),
        .testTarget(name: "CommandLineTests"),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets
where ![.system, .plugin].contains(target.type) && !["CGLPK", "CRandomStreams", "CFolderExchange"].contains(target.name) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
        .unsafeFlags(["-cross-module-optimization"]),
    ]
}
