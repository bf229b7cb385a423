import ArgumentParser
import Diagnostics

/// `valence doctor`: what this build and this machine have, and what they lack.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check this build and this machine, and say how to mend what is wrong.",
    discussion: """
      Looks at the processor, the memory, the interpreter and its mathematical functions, the \
      store and the terminal. 'missing' is something that a run can do without, 'PROBLEM' is \
      something that it cannot; then the exit code is 1.
      """)

  @Option(
    help: ArgumentHelp("Write the findings as JSON; - is standard output.", valueName: "file"))
  var json: String?

  func run() throws {
    let examination = Examination()
    let output = json.map { FileOutput(path: $0, option: "--json") }
    if let output, !output.isStandardOutput { try output.write(examination.json) }
    let text = output?.isStandardOutput == true ? examination.json : examination.rendered
    try StandardOutput.write(text)
    if examination.hasProblem { throw Stop.said(.environment) }
  }
}
