/// What `env` offers besides the parameters.
enum EnvironmentNames {
  /// Methods that draw; each call site is one draw (DESIGN 4.3).
  static let draws: Set<String> = [
    "chance", "uniform", "normal", "truncated_normal", "lognormal", "beta", "gamma",
    "exponential", "poisson", "binomial", "gumbel", "integer", "one_of", "any",
  ]
  static let methods: Set<String> = draws.union(["the", "mean", "sum", "count", "enter"])
  static let values: Set<String> = ["step"]
  static let all = methods.union(values)
}

/// What every actor offers besides its fields.
enum ActorNames {
  static let methods: Set<String> = [
    "peers", "sum", "degree", "tied", "give", "claim", "gained", "value", "leave", "tie",
    "untie",
  ]
  static let values: Set<String> = ["number", "kind"]
  /// Only in measures.
  static let inMeasures: Set<String> = ["start", "rank", "alive"]
  static let all = methods.union(values).union(inMeasures)
}

/// What an event offers.
enum EventNames {
  static let writable: Set<String> = [
    "active", "active_partner", "expected", "need", "use",
  ]
  /// Readable in folds, where the event is over.
  static let readable: Set<String> = [
    "gain", "partner_gain", "step", "initiator", "partner", "tie",
  ]
  static let all = writable.union(readable)
}

/// What a tie offers besides its fields.
enum TieNames {
  static let weight = "weight"
}

/// What a run offers to measures.
enum RunNames {
  static let methods: Set<String> = [
    "actors", "kept", "kept_each", "series", "mean", "sum", "count", "events", "gains", "where",
    "twin",
  ]
  static let values: Set<String> = ["steps", "parameters", "definitions", "lens"]
  static let all = methods.union(values)
}
