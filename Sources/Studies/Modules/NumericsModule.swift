import LuaRuntime
import Statistics

/// The module that a script requires as "numerics": special functions and minimisation.
enum NumericsModule {
  static let module = HostModule(
    name: "numerics",
    numberFunctions: [
      HostNumberFunction("log_gamma", "x") { SpecialFunction.logGamma($0[0]) },
      HostNumberFunction("log_beta", "a", "b") { SpecialFunction.logBeta($0[0], $0[1]) },
      HostNumberFunction("hypergeometric", "a", "b", "c", "z") {
        SpecialFunction.hypergeometric($0[0], $0[1], $0[2], $0[3])
      },
      HostNumberFunction("tricomi", "a", "b", "z") {
        SpecialFunction.tricomi($0[0], $0[1], $0[2])
      },
      HostNumberFunction("normal_quantile", "p") { SpecialFunction.normalQuantile($0[0]) },
    ],
    functions: [HostModule.Function(name: "minimise", body: MinimiseCall.answer)])
}
