import Diagnostics
import Experiments
import Glibc
import Reports
import Store
import Studies

/// Looks at everything that a run rests on.
struct Examination {
  let findings: [Finding]

  var hasProblem: Bool { findings.contains { $0.state == .problem } }

  init() {
    findings = [
      Finding("valence", .good, Version.number),
      Self.system, Self.processor, Self.memory, Self.interpreter,
      Self.compiler, Self.database, Self.folder, Self.terminal, Self.annotations, Self.charts,
    ]
  }

  private static var system: Finding {
    let name = Machine.distribution.map { "\($0), " } ?? ""
    return Finding("system", .good, name + Machine.system)
  }

  private static var processor: Finding {
    let cores = Quantity.counted(Experiment.cores, "core")
    if Machine.hasFusedMultiplyAdd == false {
      return Finding(
        "processor", .problem, "\(cores), without fused multiply-add",
        remedy: "Valence needs a processor with FMA (Intel since 2013, AMD since 2012)")
    }
    let known = ["fma", "avx2", "avx512f"].filter {
      Machine.processorFeatures?.contains(Substring($0)) ?? false
    }
    return Finding("processor", .good, ([cores] + known).joined(separator: ", "))
  }

  private static var memory: Finding {
    let (total, available) = Machine.memory
    let text = "\(Quantity.bytes(total)), of which \(Quantity.bytes(available)) are free"
    return available < 256 << 20
      ? Finding("memory", .problem, text, remedy: "end other programs, or run with --jobs 1")
      : Finding("memory", .good, text)
  }

  private static var interpreter: Finding {
    // Without it the functions would end the process with an illegal instruction.
    if Machine.hasFusedMultiplyAdd == false {
      return Finding("engine lua", .problem, "not tried: it needs fused multiply-add")
    }
    do throws(Diagnostic) {
      let version = try EngineCheck.run()
      return Finding(
        "engine lua", .good, "\(version), '^' and mathematical functions (SLEEF) give their bits")
    } catch {
      return Finding(
        "engine lua", .problem, error.message,
        remedy: "build again with Lua 5.4 and SLEEF from the distribution's packages")
    }
  }

  private static var compiler: Finding {
    if Machine.hasFusedMultiplyAdd == false {
      return Finding("engine native", .problem, "not tried: it needs fused multiply-add")
    }
    do throws(Diagnostic) {
      return Finding("engine native", .good, try NativeLibrary().described)
    } catch {
      return Finding(
        "engine native", .missing, error.message, remedy: "sudo apt-get install libllvm19")
    }
  }

  private static var database: Finding {
    do throws(StoreError) {
      return Finding("store", .good, "SQLite \(try SQLiteLibrary.version())")
    } catch {
      return Finding("store", .problem, error.message, remedy: error.hints.first)
    }
  }

  private static var folder: Finding {
    access(".", W_OK) == 0
      ? Finding("this folder", .good, "can be written")
      : Finding(
        "this folder", .missing, "cannot be written: \(FilePath.systemMessage(errno))",
        remedy: "name other places for results: --store FILE --report DIR")
  }

  private static var terminal: Finding {
    TerminalProperties.isUnicode
      ? Finding("terminal", .good, "Unicode")
      : Finding(
        "terminal", .missing, "the locale is not UTF-8, so tables are plain ASCII",
        remedy: "export LC_ALL=C.UTF-8")
  }

  private static var annotations: Finding {
    let folders = Installation.annotations
    if !folders.isEmpty {
      let places = folders.joined(separator: " and ")
      return Finding("editor", .good, "annotations of the Lua API are in \(places)")
    }
    return Finding(
      "editor", .missing, "the annotations of the Lua API are not where they should be",
      remedy: "install them from a copy of the repository: ./valence install")
  }

  private static var charts: Finding {
    ChartRuntime.present.map { Finding("charts", .good, "their runtime is in \($0.folder)") }
      ?? Finding(
        "charts", .missing, "reports have tables and no charts: their runtime is not here",
        remedy: "valence charts")
  }

  /// The text, ending in a line break.
  var rendered: String {
    let count = findings.count { $0.state == .problem }
    let end =
      count == 0 ? "everything that a run needs is here" : Quantity.counted(count, "problem")
    return (findings.map(\.rendered) + ["", end]).joined(separator: "\n") + "\n"
  }

  var json: String {
    let document: JSONValue = [
      "format": .integer(1), "healthy": .boolean(!hasProblem),
      "findings": .array(findings.map(\.json)),
    ]
    return document.text + "\n"
  }
}
