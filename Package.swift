// swift-tools-version: 6.1
// The layers of Valence: each target may import only what its row names (Tests/ArchitectureTests
// holds the `import` lines against this table).
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // Overlapping accesses are checked at run time in debug builds only, where the tests run too: in
  // release the checks alone doubled the time of an interpreted row.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// Shows a layer's internals to its tests in release builds too: tests and product come from one
/// build.
let shownToTests: SwiftSetting = .unsafeFlags(["-enable-testing"])

/// A Swift layer and what it may import.
func layer(
  _ name: String, _ dependencies: [Target.Dependency] = [], isTestable: Bool = false
) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: settings + (isTestable ? [shownToTests] : []))
}

func tests(_ name: String, of dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "valence",
  products: [.executable(name: "valence", targets: ["valence"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  ],
  targets: [
    .target(name: "CSleef", linkerSettings: [.linkedLibrary("sleef")]),
    .target(
      name: "CLua", dependencies: ["CSleef"],
      linkerSettings: [.linkedLibrary(":liblua5.4.a"), .linkedLibrary("m"), .linkedLibrary("dl")]),
    .target(name: "CPhilox"),
    .target(name: "CLLVM", linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CToml"),
    .target(name: "CBoost", cxxSettings: [.define("BOOST_MATH_NO_LONG_DOUBLE_MATH_FUNCTIONS")]),
    .target(name: "CEdit", linkerSettings: [.linkedLibrary("edit")]),
    .target(name: "CNLopt", linkerSettings: [.linkedLibrary("nlopt")]),

    layer("Diagnostics"),
    layer("Randomness", ["CSleef", "CPhilox"]),
    layer("LuaRuntime", ["CLua", "Diagnostics"]),
    layer("Bytecode", isTestable: true),
    layer("IR", isTestable: true),
    layer(
      "Compiler", ["Bytecode", "IR", "Randomness", "Tables", "CLLVM", "CSleef"], isTestable: true),
    layer("Statistics", ["CBoost", "CNLopt"]),
    layer("Store", ["Diagnostics", grdb]),
    layer("Simulation", ["Randomness", "Diagnostics"], isTestable: true),
    layer("Tables", ["Diagnostics"]),
    .target(
      name: "Studies",
      dependencies: [
        "CLua", "CLLVM", "CSleef", "CToml", "Compiler", "IR", "LuaRuntime", "Bytecode", "Tables",
        "Simulation", "Statistics", "Randomness", "Diagnostics",
      ],
      exclude: ["Lua/library"],
      resources: [.embedInCode("Lua/valence.lua"), .embedInCode("Lua/looking.lua")],
      swiftSettings: settings),
    layer(
      "Experiments",
      [
        "Studies", "LuaRuntime", "Simulation", "Statistics", "Store", "Tables", "Randomness",
        "Diagnostics",
      ]),
    .target(
      name: "Reports", dependencies: ["Experiments", "Statistics", "Tables", "Diagnostics"],
      exclude: ["report.schema.json"],
      resources: [.embedInCode("Charts/charts.js")],
      swiftSettings: settings + [shownToTests]),
    .target(
      name: "Suites",
      dependencies: [
        "Reports", "Experiments", "Studies", "LuaRuntime", "Bytecode", "Simulation", "Statistics",
        "Randomness", "Diagnostics",
      ],
      exclude: ["Lua/library"],
      resources: [
        .embedInCode("Lua/suite.lua"), .embedInCode("Lua/values.lua"),
        .embedInCode("Lua/assertions.lua"), .embedInCode("Lua/attempts.lua"),
        .embedInCode("Lua/models.lua"), .embedInCode("Lua/golden.lua"),
        .embedInCode("Lua/generators.lua"), .embedInCode("Lua/shrinking.lua"),
        .embedInCode("Lua/properties.lua"), .embedInCode("Lua/statistics.lua"),
      ],
      swiftSettings: settings),
    .target(
      name: "Interactive",
      dependencies: [
        "CEdit", "Reports", "Experiments", "Studies", "LuaRuntime", "Simulation", "Statistics",
        "Store", "Tables", "Randomness", "Diagnostics",
      ],
      exclude: ["Lua/library"],
      resources: [.embedInCode("Lua/session.lua")],
      swiftSettings: settings + [shownToTests]),
    .executableTarget(
      name: "valence",
      dependencies: [
        "Interactive", "Suites", "Reports", "Experiments", "Studies", "LuaRuntime", "Tables",
        "Store", "Diagnostics",
        arguments,
      ],
      resources: [
        "study.lua", "study_spec.lua", "README.md", "plugins.md", "github.yml", "gitlab.yml",
        "gitignore", "luarc.json", "plugin.toml", "plugin_init.lua", "plugin_spec.lua",
        "plugin_README.md", "plugin_example.lua",
      ].map { .embedInCode("Project/Template/\($0)") } + [
        .embedInCode("Charts/requirements.txt"), .embedInCode("Charts/charts.py"),
      ],
      swiftSettings: settings,
      // Links Swift's library statically here and not by --static-swift-stdlib: that flag reaches
      // every module's compilation, and Swift Testing exists only as a shared library, so the
      // tests would need a second build of everything. Foundation's own parts are named because
      // modules compiled for shared libraries do not name them.
      linkerSettings: [
        .unsafeFlags([
          "-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims",
          "-l_FoundationCollections", "-lswiftSynchronization",
        ])
      ]),

    tests("ArchitectureTests", of: []),
    tests("RandomnessTests", of: ["Randomness"]),
    tests("TablesTests", of: ["Tables", "Diagnostics"]),
    tests(
      "MeaningTests",
      of: [
        "Studies", "Simulation", "Tables", "LuaRuntime", "Randomness", "Statistics", "Diagnostics",
      ]),
    tests(
      "EngineTests",
      of: ["Studies", "Compiler", "IR", "Simulation", "Tables", "LuaRuntime", "Diagnostics"]),
    tests("LuaRuntimeTests", of: ["LuaRuntime", "CSleef", "Diagnostics"]),
    tests("BytecodeTests", of: ["Bytecode"]),
    tests("IRTests", of: ["IR"]),
    tests(
      "CompilerTests",
      of: ["Compiler", "IR", "Bytecode", "LuaRuntime", "Randomness", "CLLVM", "CSleef"]),
    tests("SimulationTests", of: ["Simulation", "Randomness", "Diagnostics"]),
    tests("StatisticsTests", of: ["Statistics"]),
    tests("ReportsTests", of: ["Reports", "Statistics"]),
    tests(
      "InteractiveTests", of: ["Interactive", "LuaRuntime", "Reports", "Studies", "Diagnostics"]),
    tests(
      "ExperimentsTests",
      of: [
        "Experiments", "Reports", "Studies", "Simulation", "Statistics", "Store", "Tables",
        "LuaRuntime", "Diagnostics",
      ]),
    tests(
      "SuitesTests",
      of: [
        "Suites", "Experiments", "Studies", "Simulation", "Statistics", "LuaRuntime", "Randomness",
        "Diagnostics",
      ]),
    tests("StoreTests", of: ["Store", "Diagnostics", grdb]),
    tests(
      "StudiesTests",
      of: ["Studies", "Simulation", "Tables", "LuaRuntime", "Bytecode", "Diagnostics"]),
  ],
  cLanguageStandard: .c17,
  cxxLanguageStandard: .cxx17
)
