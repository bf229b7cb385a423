/// What each target may import of this package and of the packages it depends on.
///
/// The rows repeat `Package.swift`, on purpose and by hand: a new dependency between layers is a
/// decision, so it is written down in two places. `Swift` and `Glibc` are open to all.
let layerTable: [String: Set<String>] = [
  "CSleef": [],
  "CPhilox": [],
  "CLua": ["CSleef"],
  "CBoost": [],
  "CEdit": [],
  "CNLopt": [],
  "CToml": [],
  "Diagnostics": [],
  "Randomness": ["CSleef", "CPhilox"],
  "LuaRuntime": ["CLua", "Diagnostics"],
  "Bytecode": [],
  "IR": [],
  "CLLVM": [],
  "Compiler": ["Bytecode", "IR", "Randomness", "Tables", "CLLVM", "CSleef"],
  "Statistics": ["CBoost", "CNLopt"],
  "Tables": ["Diagnostics"],
  "Store": ["Diagnostics", "GRDB"],
  "Simulation": ["Randomness", "Diagnostics"],
  "Studies": [
    "CLua", "CLLVM", "CSleef", "CToml", "Compiler", "IR", "LuaRuntime", "Bytecode", "Tables",
    "Simulation", "Statistics", "Randomness", "Diagnostics",
  ],
  "Experiments": [
    "Studies", "LuaRuntime", "Simulation", "Statistics", "Store", "Tables", "Randomness",
    "Diagnostics",
  ],
  "Reports": ["Experiments", "Statistics", "Tables", "Diagnostics"],
  "Suites": [
    "Reports", "Experiments", "Studies", "LuaRuntime", "Bytecode", "Simulation", "Statistics",
    "Randomness", "Diagnostics",
  ],
  "Interactive": [
    "CEdit", "Reports", "Experiments", "Studies", "LuaRuntime", "Simulation", "Statistics", "Store",
    "Tables", "Randomness", "Diagnostics",
  ],
  "valence": [
    "Interactive", "Suites", "Reports", "Experiments", "Studies", "Tables", "Store", "LuaRuntime",
    "Diagnostics", "ArgumentParser",
  ],
]

/// Modules that come with the compiler: for everybody, and for one target each.
let systemModules: Set<String> = ["Swift", "Glibc", "Synchronization"]
let systemModulesOfOneTarget: [String: Set<String>] = ["Store": ["Foundation", "Dispatch"]]

/// Files that hold a long table and may pass the limit of lines, by path below `Sources`.
let longTables: Set<String> = []
let maximumLines = 500
