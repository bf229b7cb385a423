import Diagnostics
import Simulation

/// The order in which the fields of a kind get their first values: what a function or a rank reads
/// comes before it.
struct InitialOrder {
  let study: Study
  let kind: Int
  let context: ReadingContext

  func order() -> [FieldID] {
    let fields = study.kinds[kind].fields
    var order: [FieldID] = []
    var state = [State](repeating: .new, count: fields.count)
    for index in fields.indices { visit(index, &state, &order, path: []) }
    return order
  }

  private enum State { case new, open, done }

  private func visit(_ index: Int, _ state: inout [State], _ order: inout [FieldID], path: [Int]) {
    switch state[index] {
    case .done: return
    case .open:
      let names = (path.drop { $0 != index } + [index]).map { study.kinds[kind].fields[$0].name }
      context.report(
        "first values of \(study.kinds[kind].name) depend on each other: "
          + names.joined(separator: " needs "),
        at: study.kinds[kind].fields[index].location)
      return
    case .new: break
    }
    state[index] = .open
    for other in needed(by: index) { visit(other, &state, &order, path: path + [index]) }
    state[index] = .done
    order.append(FieldID(index))
  }

  private func needed(by index: Int) -> [Int] {
    let kind = study.kinds[kind]
    let field = kind.fields[index]
    var names: Set<String> = []
    if let function = field.function { names = study.facts[function.index].ownReads }
    if let table = field.initial.table, table.sort == "rank", let name = table.array.first?.text {
      names = [name]
    }
    return names.sorted().compactMap { kind.field(named: $0)?.rawValue }
  }
}
