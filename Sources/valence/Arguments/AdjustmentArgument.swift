import ArgumentParser
import Reports

/// `--adjust`: how p values take into account how many there are.
struct AdjustmentArgument: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Adjust p values by holm (the default) or bh (Benjamini and Hochberg).", valueName: "method"))
  var adjust: Adjustment = .holm
}

extension Adjustment: ExpressibleByArgument {}
